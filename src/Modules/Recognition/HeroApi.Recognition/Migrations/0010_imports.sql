-- Which file a row of an imported table has made: a keyed print of what the row says, so that the same row makes no second one.
CREATE TABLE recognition_imported (
    id      uuid NOT NULL PRIMARY KEY,
    org_id  uuid NOT NULL,
    print   bytea NOT NULL,
    hero_id uuid NOT NULL,
    UNIQUE (org_id, print)
);
CREATE INDEX recognition_imported_hero ON recognition_imported (hero_id);
