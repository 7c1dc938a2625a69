CREATE TABLE recognition_hero (
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
    deleted_reason   text,
    merged_into      uuid,
    file_number      text NOT NULL,
    opened_by        text NOT NULL,
    name             text NOT NULL,
    name_sort        text NOT NULL,
    sex              text NOT NULL,
    born_on          text,
    born_from        date,
    born_to          date,
    document_type    text,
    document_cipher  bytea,
    document_masked  text,
    document_index   bytea,
    phone_cipher     bytea,
    phone_masked     text,
    phone_index      bytea,
    address_cipher   bytea,
    address_masked   text,
    address_index    bytea,
    household_region text,
    living_region    text,
    ethnic_group     text,
    political_status text,
    education        text,
    occupation       text,
    employer         text,
    wishes_no_name   boolean NOT NULL,
    died_on          text,
    contact_state    text NOT NULL,
    opening_state    text NOT NULL,
    registered_on    text NOT NULL,
    registered_from  date NOT NULL,
    verified_on      date NOT NULL,
    note             text,
    nationality       text,
    employment_status text,
    military_service  text,
    hardship_kind     text,
    hardship_reason   text,
    hardship_on       text,
    willing_to_serve  boolean,
    service_note      text,
    nothing_in        bigint NOT NULL,
    missing           bigint NOT NULL DEFAULT 0,
    missing_count     bigint NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX recognition_hero_number ON recognition_hero (owner_org_id, file_number);
CREATE INDEX recognition_hero_name ON recognition_hero (name_sort, id);
CREATE INDEX recognition_hero_document ON recognition_hero (document_index) WHERE document_index IS NOT NULL;
CREATE INDEX recognition_hero_phone ON recognition_hero (phone_index) WHERE phone_index IS NOT NULL;
CREATE INDEX recognition_hero_address ON recognition_hero (address_index) WHERE address_index IS NOT NULL;
CREATE INDEX recognition_hero_household ON recognition_hero (household_region, id);
CREATE INDEX recognition_hero_contact ON recognition_hero (contact_state, id);
CREATE INDEX recognition_hero_verified ON recognition_hero (verified_on, id);
CREATE INDEX recognition_hero_political ON recognition_hero (political_status, id);

-- One person has one file, however many confirmations come at once: whoever writes the row first opens it. The key is a hash that no change of keys alters.
CREATE TABLE recognition_person (
    id      uuid NOT NULL PRIMARY KEY,
    print   bytea NOT NULL UNIQUE,
    hero_id uuid NOT NULL
);
CREATE INDEX recognition_person_hero ON recognition_person (hero_id);

-- The acts for which a person was confirmed. A file from old papers may have none.
CREATE TABLE recognition_deed (
    id           uuid NOT NULL PRIMARY KEY,
    hero_id      uuid NOT NULL REFERENCES recognition_hero (id),
    case_id      uuid NOT NULL,
    actor_id     uuid NOT NULL,
    decision_id  uuid NOT NULL,
    org_id       uuid NOT NULL,
    region_code  text NOT NULL,
    category     text,
    acted_on     text NOT NULL,
    decided_on   text NOT NULL,
    harm         text NOT NULL,
    state        text NOT NULL
);
CREATE UNIQUE INDEX recognition_deed_actor ON recognition_deed (case_id, actor_id);
CREATE INDEX recognition_deed_hero ON recognition_deed (hero_id, id);

-- The last number that an organisation has given to a file in a year.
CREATE TABLE recognition_number (
    org_id uuid NOT NULL,
    year   bigint NOT NULL,
    last   bigint NOT NULL,
    PRIMARY KEY (org_id, year)
);

-- Every change of a file: what, by whom, which members. Never a value.
CREATE TABLE recognition_history (
    id        uuid NOT NULL PRIMARY KEY,
    hero_id   uuid NOT NULL REFERENCES recognition_hero (id),
    at        timestamptz NOT NULL,
    what      text NOT NULL,
    part_id   uuid,
    members   text,
    reason    text,
    org_id    uuid,
    principal uuid NOT NULL
);
CREATE INDEX recognition_history_hero ON recognition_history (hero_id, id);

-- The files that the parts of a hero file refer to. Not one line for each file: two parts may show the same one.
CREATE TABLE recognition_file (
    part_id uuid NOT NULL,
    file_id uuid NOT NULL,
    hero_id uuid NOT NULL REFERENCES recognition_hero (id),
    PRIMARY KEY (part_id, file_id)
);
CREATE INDEX recognition_file_hero ON recognition_file (hero_id, file_id);
