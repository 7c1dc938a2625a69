CREATE TABLE cases_case (
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
    lead_id          uuid REFERENCES cases_lead (id),
    state            text NOT NULL,
    summary          text NOT NULL,
    category         text,
    acted_on         text NOT NULL,
    acted_from       date NOT NULL,
    acted_to         date NOT NULL,
    acted_time       text,
    region_code      text NOT NULL,
    address          text,
    beneficiaries    text NOT NULL,
    complex          boolean NOT NULL,
    competent_org_id uuid,
    actors           bigint NOT NULL,
    has_injury       boolean NOT NULL,
    rule_packs       text NOT NULL,
    rule_pack        text,
    initiation       text,
    received_on      date,
    lateness         text,
    accepted_on      date,
    concluded_on     date,
    conclusion       text,
    proposed_on      date,
    decided_on       date,
    closed_on        date,
    outcome          text,
    discovered_at    timestamptz NOT NULL,
    investigated_at  timestamptz,
    confirmed_at     timestamptz,
    praised_at       timestamptz,
    helped_at        timestamptz,
    investigated_after bigint,
    confirmed_after  bigint,
    praised_after    bigint,
    helped_after     bigint
);
CREATE UNIQUE INDEX cases_case_lead ON cases_case (lead_id) WHERE lead_id IS NOT NULL;
CREATE INDEX cases_case_owner ON cases_case (owner_org_id, id);
CREATE INDEX cases_case_state ON cases_case (state, id);
CREATE INDEX cases_case_category ON cases_case (category, id);
CREATE INDEX cases_case_region ON cases_case (region_code, id);
CREATE INDEX cases_case_acted ON cases_case (acted_from, id);
CREATE INDEX cases_case_pack ON cases_case (rule_pack, id);
CREATE INDEX cases_case_outcome ON cases_case (outcome, id);
CREATE INDEX cases_case_injury ON cases_case (has_injury, id);
CREATE INDEX cases_case_discovered ON cases_case (discovered_at, id);

-- One of those who acted; each gets a decision of their own.
CREATE TABLE cases_actor (
    id               uuid NOT NULL PRIMARY KEY,
    case_id          uuid NOT NULL REFERENCES cases_case (id),
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
    household_region text,
    home_org_id      uuid,
    harm             text NOT NULL,
    duty_status      text,
    state            text NOT NULL,
    proposal         text,
    proposal_reason  text,
    deviation_reason text,
    duty_override    text,
    heard_on         date,
    decided_on       text,
    decision_number  text,
    served_on        date,
    review           text,
    final            boolean NOT NULL,
    joint_org_id     uuid,
    decision_id      uuid,
    decided_by       uuid,
    outside          boolean NOT NULL,
    revocation       text
);
CREATE INDEX cases_actor_case ON cases_actor (case_id, position);
CREATE INDEX cases_actor_document ON cases_actor (document_index) WHERE document_index IS NOT NULL;
CREATE INDEX cases_actor_phone ON cases_actor (phone_index) WHERE phone_index IS NOT NULL;

-- What happened to a case, in order: who took which step, when, why, and by which article.
CREATE TABLE cases_step (
    id         uuid NOT NULL PRIMARY KEY,
    case_id    uuid NOT NULL REFERENCES cases_case (id),
    at         timestamptz NOT NULL,
    action     text NOT NULL,
    state_from text NOT NULL,
    state_to   text NOT NULL,
    actor_id   uuid,
    on_date    date,
    reason     text,
    basis      text,
    org_id     uuid,
    principal  uuid NOT NULL
);
CREATE INDEX cases_step_case ON cases_step (case_id, id);

-- A limit of the law that runs, ran or waits to be configured. counted_to is its last day before roll-over, due_on the one after it; both
-- are null while nobody has set its length. sorts_on is due_on, or past every day, so that a list of limits can go on from page to page.
CREATE TABLE cases_deadline (
    id         uuid NOT NULL PRIMARY KEY,
    case_id    uuid NOT NULL REFERENCES cases_case (id),
    actor_id   uuid,
    rule       text NOT NULL,
    limits     text NOT NULL,
    state      text NOT NULL,
    started_on date NOT NULL,
    amount     bigint,
    unit       text,
    roll_over  boolean,
    counted_to date,
    due_on     date,
    sorts_on   date NOT NULL,
    assumed    boolean NOT NULL,
    paused_on  date,
    paused_for text,
    paused_body text,
    paused_days bigint NOT NULL,
    paused_working_days bigint NOT NULL,
    extended   bigint NOT NULL,
    extended_on date,
    extension_reason text,
    extension_approver text,
    told_applicant_on date,
    ended_on   date
);
CREATE INDEX cases_deadline_case ON cases_deadline (case_id, rule);
CREATE INDEX cases_deadline_due ON cases_deadline (state, sorts_on, id);

CREATE TABLE cases_filing (
    id           uuid NOT NULL PRIMARY KEY,
    case_id      uuid NOT NULL REFERENCES cases_case (id),
    kind         text NOT NULL,
    form         text NOT NULL,
    received_on  date NOT NULL,
    filer        text NOT NULL,
    filer_name   text,
    filer_phone_cipher bytea,
    filer_phone_masked text,
    filer_phone_index  bytea,
    note         text,
    lateness     text,
    excuse       text,
    excused_days bigint,
    received_by  uuid NOT NULL,
    window_ends_on date,
    window_rule  text,
    window_basis text
);
CREATE INDEX cases_filing_case ON cases_filing (case_id, received_on);
