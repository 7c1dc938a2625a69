-- A public notice of those to be confirmed, or that it was withheld. Its text is what was published; later changes of the case leave it alone.
-- shown: whether the public routes answer it, as far as the notice itself decides; protection and state of the case decide too.
CREATE TABLE cases_notice (
    id             uuid NOT NULL PRIMARY KEY,
    case_id        uuid NOT NULL REFERENCES cases_case (id),
    number         bigint,
    state          text NOT NULL,
    shown          boolean NOT NULL,
    region_code    text NOT NULL,
    org_id         uuid NOT NULL,
    masking        text,
    names          text NOT NULL,
    text           text,
    channels       text NOT NULL,
    first_day      date,
    last_day       date,
    roll_over      boolean NOT NULL,
    assumed        boolean NOT NULL,
    suspended_on   date,
    suspended_days bigint NOT NULL,
    ended_on       date,
    withheld_for   text,
    approver       text,
    reason         text,
    objections     bigint NOT NULL,
    objections_open bigint NOT NULL,
    published_at   timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL
);
CREATE INDEX cases_notice_case ON cases_notice (case_id, id);
CREATE UNIQUE INDEX cases_notice_number ON cases_notice (number) WHERE number IS NOT NULL;
CREATE INDEX cases_notice_shown ON cases_notice (id) WHERE shown;
CREATE INDEX cases_notice_region ON cases_notice (region_code, id) WHERE shown;

-- What somebody said against a notice; whoever said it may stay unnamed.
CREATE TABLE cases_objection (
    id           uuid NOT NULL PRIMARY KEY,
    case_id      uuid NOT NULL REFERENCES cases_case (id),
    notice_id    uuid NOT NULL REFERENCES cases_notice (id),
    number       bigint NOT NULL,
    received_at  timestamptz NOT NULL,
    name         text,
    phone_cipher bytea,
    phone_masked text,
    phone_index  bytea,
    text         text NOT NULL,
    state        text NOT NULL,
    handled_on   date,
    reason       text,
    handler      uuid
);
CREATE UNIQUE INDEX cases_objection_number ON cases_objection (number);
CREATE INDEX cases_objection_case ON cases_objection (case_id, id);
CREATE INDEX cases_objection_notice ON cases_objection (notice_id, received_at);
