-- Rules that a place has published itself; superseded, never edited, so that what a case was pinned to can always be read again.
CREATE TABLE cases_rule_pack (
    id             uuid NOT NULL PRIMARY KEY,
    region         text NOT NULL,
    title          text NOT NULL,
    effective_from date NOT NULL,
    effective_to   date,
    rules          text NOT NULL
);
CREATE INDEX cases_rule_pack_region ON cases_rule_pack (region, effective_from);
