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
