-- What the register says of a person, as far as caring for him hangs on it: one row for each hero file, written after what its module says.
-- person_id is the file that this one is in today. Everything in this module names the file under which it was written and finds the person
-- through this row, so that merging two files moves nothing here and undoing it leaves nothing behind.
CREATE TABLE welfare_entitlement (
    id               uuid NOT NULL PRIMARY KEY,
    version          bigint NOT NULL,
    owner_org_id     uuid NOT NULL,
    owner_epoch      bigint NOT NULL DEFAULT 1,
    origin_org_id    uuid NOT NULL,
    origin_version   bigint NOT NULL,
    protection       text NOT NULL,
    created_at       timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL,
    deleted_at       timestamptz,
    hero_id          uuid NOT NULL,
    person_id        uuid NOT NULL,
    name             text NOT NULL,
    name_sort        text NOT NULL,
    file_number      text NOT NULL,
    household_region text,
    living_region    text,
    registered_from  date NOT NULL,
    died_on          text,
    contact_state    text NOT NULL,
    grade            bigint,
    hardship         text,
    elsewhere        boolean NOT NULL,
    acts             bigint NOT NULL,
    died_in_act      boolean NOT NULL,
    has_plaque       boolean NOT NULL,
    state            text NOT NULL,
    end_reason       text
);
CREATE UNIQUE INDEX welfare_entitlement_hero ON welfare_entitlement (hero_id);
CREATE INDEX welfare_entitlement_person ON welfare_entitlement (person_id);
CREATE INDEX welfare_entitlement_name ON welfare_entitlement (name_sort, id);
CREATE INDEX welfare_entitlement_household ON welfare_entitlement (household_region, id);
CREATE INDEX welfare_entitlement_state ON welfare_entitlement (state, id);
CREATE INDEX welfare_entitlement_owner ON welfare_entitlement (owner_org_id, id);

-- Held by who draws a list over an organisation, and by who changes an entitlement there: one of the two sees what the other wrote.
CREATE TABLE welfare_list_gate (
    org_id uuid NOT NULL PRIMARY KEY
);
