-- The yearly survey of the households of those on the register (困难调查). While it is open its list follows the register. area is empty for everywhere.
CREATE TABLE welfare_hardship_survey (
    id             uuid NOT NULL PRIMARY KEY,
    version        bigint NOT NULL,
    owner_org_id   uuid NOT NULL,
    owner_epoch    bigint NOT NULL DEFAULT 1,
    origin_org_id  uuid NOT NULL,
    origin_version bigint NOT NULL,
    protection     text NOT NULL,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    deleted_at     timestamptz,
    year           bigint NOT NULL,
    area           text NOT NULL,
    org_scope      text NOT NULL,
    due_on         date NOT NULL,
    note           text,
    state          text NOT NULL,
    closed_on      date
);
CREATE UNIQUE INDEX welfare_hardship_survey_one ON welfare_hardship_survey (owner_org_id, year, area) WHERE state = 'open';
CREATE INDEX welfare_hardship_survey_year ON welfare_hardship_survey (year, id);

-- A person whose household is to be surveyed. region is where to go: the township when it is known.
CREATE TABLE welfare_survey_entry (
    id         uuid NOT NULL PRIMARY KEY,
    survey_id  uuid NOT NULL REFERENCES welfare_hardship_survey (id),
    hero_id    uuid NOT NULL,
    region     text NOT NULL,
    state      text NOT NULL,
    reason     text,
    words      text,
    ended_on   date,
    finding_id uuid
);
CREATE UNIQUE INDEX welfare_survey_entry_person ON welfare_survey_entry (survey_id, hero_id);
CREATE INDEX welfare_survey_entry_region ON welfare_survey_entry (survey_id, region, id);
CREATE INDEX welfare_survey_entry_hero ON welfare_survey_entry (hero_id, id);
CREATE INDEX welfare_survey_entry_state ON welfare_survey_entry (state, id);

-- What was found in a household in a year; who shares one names the same household_id.
CREATE TABLE welfare_hardship_finding (
    id             uuid NOT NULL PRIMARY KEY,
    version        bigint NOT NULL,
    owner_org_id   uuid NOT NULL,
    owner_epoch    bigint NOT NULL DEFAULT 1,
    origin_org_id  uuid NOT NULL,
    origin_version bigint NOT NULL,
    protection     text NOT NULL,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    deleted_at     timestamptz,
    hero_id        uuid NOT NULL,
    year           bigint NOT NULL,
    hardship       text NOT NULL,
    household_id   uuid,
    members        bigint,
    income_fen     bigint,
    surveyed_on    date NOT NULL,
    surveyed_by    text NOT NULL,
    situation      text,
    needs          text NOT NULL
);
CREATE INDEX welfare_hardship_finding_hero ON welfare_hardship_finding (hero_id, year);
CREATE INDEX welfare_hardship_finding_year ON welfare_hardship_finding (year, id);
CREATE INDEX welfare_hardship_finding_household ON welfare_hardship_finding (household_id, year);
CREATE INDEX welfare_hardship_finding_owner ON welfare_hardship_finding (owner_org_id, id);
