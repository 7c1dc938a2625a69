-- Claims against policies. Papers and the insurer's decisions are kept in order as they came; due_on is the day that is waited for now.
CREATE TABLE welfare_claim (
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
    policy_id        uuid NOT NULL REFERENCES welfare_policy (id),
    kind             text NOT NULL,
    grade            bigint,
    event_on         date NOT NULL,
    harm_on          date,
    happened         text NOT NULL,
    claimed_fen      bigint NOT NULL,
    medical_case_id  uuid REFERENCES welfare_medical_case (id),
    insurer_number   text,
    reported_on      date NOT NULL,
    report_due_on    date,
    late_days        bigint NOT NULL,
    state            text NOT NULL,
    documents        text NOT NULL,
    documents_due_on date,
    submitted_on     date,
    decision_due_on  date,
    decisions        text NOT NULL,
    approved_fen     bigint NOT NULL,
    paid_fen         bigint NOT NULL,
    payment_due_on   date,
    appealed_on      date,
    appeal_reason    text,
    appeals          bigint NOT NULL,
    due_on           date,
    overdue          boolean NOT NULL,
    ended_on         date,
    end_reason       text,
    CHECK (claimed_fen > 0 AND paid_fen >= 0 AND paid_fen <= approved_fen)
);
CREATE INDEX welfare_claim_hero ON welfare_claim (hero_id, id);
CREATE INDEX welfare_claim_policy ON welfare_claim (policy_id, id);
CREATE INDEX welfare_claim_state ON welfare_claim (state, id);
CREATE INDEX welfare_claim_due ON welfare_claim (due_on, id);
CREATE INDEX welfare_claim_event ON welfare_claim (event_on, id);
CREATE INDEX welfare_claim_reported ON welfare_claim (reported_on, id);
CREATE INDEX welfare_claim_medical ON welfare_claim (medical_case_id, id);
CREATE INDEX welfare_claim_owner ON welfare_claim (owner_org_id, id);

-- What an insurer has paid for a claim; each receipt once.
CREATE TABLE welfare_claim_payment (
    id             uuid NOT NULL PRIMARY KEY,
    claim_id       uuid NOT NULL REFERENCES welfare_claim (id),
    amount_fen     bigint NOT NULL,
    on_date        date NOT NULL,
    payee          text NOT NULL,
    receipt_number text NOT NULL,
    CHECK (amount_fen > 0)
);
CREATE UNIQUE INDEX welfare_claim_payment_receipt ON welfare_claim_payment (claim_id, receipt_number);
