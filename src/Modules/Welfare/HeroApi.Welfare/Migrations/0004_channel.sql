-- Hospitals that have agreed to the green channel, each with the organisation that it agreed with.
CREATE TABLE welfare_hospital (
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
    name           text NOT NULL,
    name_sort      text NOT NULL,
    credit_code    text NOT NULL,
    region         text NOT NULL,
    services       text NOT NULL,
    valid_from     date NOT NULL,
    valid_to       date,
    officer        text NOT NULL,
    officer_phone  text NOT NULL
);
CREATE UNIQUE INDEX welfare_hospital_credit_code ON welfare_hospital (owner_org_id, credit_code);
CREATE INDEX welfare_hospital_name ON welfare_hospital (name_sort, id);
CREATE INDEX welfare_hospital_region ON welfare_hospital (region, id);

-- Which key speaks for which hospital. A key of Access, by its id; it speaks for one.
CREATE TABLE welfare_hospital_key (
    key_id      uuid NOT NULL PRIMARY KEY,
    hospital_id uuid NOT NULL REFERENCES welfare_hospital (id),
    bound_at    timestamptz NOT NULL
);
CREATE INDEX welfare_hospital_key_hospital ON welfare_hospital_key (hospital_id);

-- The code that a person shows at the door: one at a time, as a keyed print alone, gone once it is used.
CREATE TABLE welfare_channel_code (
    entitlement_id uuid NOT NULL PRIMARY KEY REFERENCES welfare_entitlement (id),
    print          bytea NOT NULL,
    services       text NOT NULL,
    expires_at     timestamptz NOT NULL
);
CREATE UNIQUE INDEX welfare_channel_code_print ON welfare_channel_code (print);

-- How often a key, and a hospital, has asked within an hour, and how often in vain.
CREATE TABLE welfare_channel_limit (
    holder_id uuid NOT NULL PRIMARY KEY,
    since     timestamptz NOT NULL,
    asked     bigint NOT NULL,
    vain      bigint NOT NULL
);

-- Every time that a hospital asked, whether or not somebody was found.
CREATE TABLE welfare_channel_check (
    id             uuid NOT NULL PRIMARY KEY,
    at             timestamptz NOT NULL,
    hospital_id    uuid NOT NULL REFERENCES welfare_hospital (id),
    key_id         uuid NOT NULL,
    entitlement_id uuid,
    means          text NOT NULL,
    covered        boolean NOT NULL,
    services       text NOT NULL
);
CREATE INDEX welfare_channel_check_hospital ON welfare_channel_check (hospital_id, at);
CREATE INDEX welfare_channel_check_entitlement ON welfare_channel_check (entitlement_id, id);

-- What was used, by the clock of the hospital's device and by ours; the id is the device's.
CREATE TABLE welfare_channel_use (
    id             uuid NOT NULL PRIMARY KEY,
    hospital_id    uuid NOT NULL REFERENCES welfare_hospital (id),
    key_id         uuid NOT NULL,
    entitlement_id uuid NOT NULL REFERENCES welfare_entitlement (id),
    service        text NOT NULL,
    used_at        timestamptz NOT NULL,
    received_at    timestamptz NOT NULL,
    used_on        date NOT NULL,
    check_id       uuid,
    token_id       uuid
);
CREATE INDEX welfare_channel_use_hospital ON welfare_channel_use (hospital_id, used_on);
CREATE INDEX welfare_channel_use_entitlement ON welfare_channel_use (entitlement_id, id);
