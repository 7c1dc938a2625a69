CREATE TABLE cases_lead (
    id                uuid NOT NULL PRIMARY KEY,
    version           bigint NOT NULL,
    owner_org_id      uuid NOT NULL,
    owner_epoch       bigint NOT NULL DEFAULT 1,
    origin_org_id     uuid NOT NULL,
    origin_version    bigint NOT NULL,
    protection        text NOT NULL,
    created_at        timestamptz NOT NULL,
    updated_at        timestamptz NOT NULL,
    deleted_at        timestamptz,
    deleted_reason    text,
    state             text NOT NULL,
    channel           text NOT NULL,
    summary           text NOT NULL,
    acted_on          text NOT NULL,
    acted_from        date NOT NULL,
    acted_to          date NOT NULL,
    acted_time        text,
    region_code       text NOT NULL,
    address           text,
    lon               double precision,
    lat               double precision,
    given_crs         text,
    given_lon         double precision,
    given_lat         double precision,
    injured           bigint NOT NULL,
    died              bigint NOT NULL,
    has_injury        boolean NOT NULL,
    beneficiaries     text NOT NULL,
    reporter_anonymous boolean NOT NULL,
    reporter_name     text,
    reporter_relation text,
    reporter_phone_cipher bytea,
    reporter_phone_masked text,
    reporter_phone_index  bytea,
    reporting_org_id  uuid NOT NULL,
    competent_org_id  uuid,
    reported_at       timestamptz NOT NULL,
    decided_at        timestamptz,
    decision_reason   text,
    decision_kind     text,
    duplicate_of_id   uuid,
    case_id           uuid,
    receipt_number    bigint,
    receipt_code_cipher bytea,
    attachments       bigint NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX cases_lead_receipt ON cases_lead (receipt_number);
CREATE INDEX cases_lead_owner ON cases_lead (owner_org_id, id);
CREATE INDEX cases_lead_state ON cases_lead (state, id);
-- Channel and owner stand behind the sorted part, so that a list filtered by them reads only rows it will show (1.27 to 0.49 ms at 300,000).
CREATE INDEX cases_lead_state_reported ON cases_lead (state, reported_at, id, channel, owner_org_id);
CREATE INDEX cases_lead_channel ON cases_lead (channel, id);
CREATE INDEX cases_lead_injury ON cases_lead (has_injury, id);
CREATE INDEX cases_lead_reporting ON cases_lead (reporting_org_id, id);
CREATE INDEX cases_lead_region ON cases_lead (region_code, id);
CREATE INDEX cases_lead_reported ON cases_lead (reported_at, id);
CREATE INDEX cases_lead_acted ON cases_lead (acted_from, id);
CREATE INDEX cases_lead_point ON cases_lead (lat, lon) WHERE lat IS NOT NULL;
CREATE INDEX cases_lead_duplicate ON cases_lead (duplicate_of_id) WHERE duplicate_of_id IS NOT NULL;

CREATE TABLE cases_receipt_guess (
    slot  bigint NOT NULL PRIMARY KEY,
    since timestamptz NOT NULL,
    wrong bigint NOT NULL
);

CREATE TABLE cases_lead_person (
    id               uuid NOT NULL PRIMARY KEY,
    lead_id          uuid NOT NULL REFERENCES cases_lead (id),
    position         bigint NOT NULL,
    name             text NOT NULL,
    name_sort        text NOT NULL,
    document_type    text,
    document_cipher  bytea,
    document_masked  text,
    document_index   bytea,
    phone_cipher     bytea,
    phone_masked     text,
    phone_index      bytea,
    household_region text
);
CREATE INDEX cases_lead_person_lead ON cases_lead_person (lead_id, position);
CREATE INDEX cases_lead_person_document ON cases_lead_person (document_index) WHERE document_index IS NOT NULL;
CREATE INDEX cases_lead_person_phone ON cases_lead_person (phone_index) WHERE phone_index IS NOT NULL;
CREATE INDEX cases_lead_person_name ON cases_lead_person (name);

CREATE TABLE cases_lead_attachment (
    lead_id  uuid NOT NULL REFERENCES cases_lead (id),
    file_id  uuid NOT NULL,
    position bigint NOT NULL,
    kind     text NOT NULL,
    label    text,
    verified boolean NOT NULL,
    PRIMARY KEY (lead_id, file_id)
);
CREATE INDEX cases_lead_attachment_waiting ON cases_lead_attachment (file_id) WHERE NOT verified;
