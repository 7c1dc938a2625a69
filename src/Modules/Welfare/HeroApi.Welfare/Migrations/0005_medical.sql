-- What it costs to treat a person, and who pays it in the end. The limit of the place of the act is kept as it stood when the case was written.
CREATE TABLE welfare_medical_case (
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
    deed_case_id   uuid,
    hospital       text NOT NULL,
    use_id         uuid REFERENCES welfare_channel_use (id),
    from_on        date NOT NULL,
    to_on          date,
    bill_fen       bigint NOT NULL,
    final_fen      bigint NOT NULL,
    advanced_fen   bigint NOT NULL,
    recovered_fen  bigint NOT NULL,
    state          text NOT NULL,
    limit_state    text,
    limit_fen      bigint,
    limit_article  text
);
CREATE INDEX welfare_medical_case_hero ON welfare_medical_case (hero_id, id);
CREATE INDEX welfare_medical_case_state ON welfare_medical_case (state, id);
CREATE INDEX welfare_medical_case_from ON welfare_medical_case (from_on, id);
CREATE UNIQUE INDEX welfare_medical_case_use ON welfare_medical_case (use_id);

-- Who pays how much of a bill: for good, or for the time being.
CREATE TABLE welfare_medical_line (
    id            uuid NOT NULL PRIMARY KEY,
    medical_id    uuid NOT NULL REFERENCES welfare_medical_case (id),
    payer         text NOT NULL,
    kind          text NOT NULL,
    amount_fen    bigint NOT NULL,
    recoverable   boolean NOT NULL,
    recovered_fen bigint NOT NULL,
    on_date       date NOT NULL,
    note          text,
    CHECK (amount_fen >= 0 AND recovered_fen >= 0 AND recovered_fen <= amount_fen)
);
CREATE INDEX welfare_medical_line_case ON welfare_medical_line (medical_id, id);

-- What came back of a line, from whoever bears it in the end; each receipt once.
CREATE TABLE welfare_medical_recovery (
    id             uuid NOT NULL PRIMARY KEY,
    medical_id     uuid NOT NULL REFERENCES welfare_medical_case (id),
    line_id        uuid NOT NULL REFERENCES welfare_medical_line (id),
    payer          text NOT NULL,
    amount_fen     bigint NOT NULL,
    on_date        date NOT NULL,
    receipt_number text NOT NULL,
    CHECK (amount_fen > 0)
);
CREATE UNIQUE INDEX welfare_medical_recovery_receipt ON welfare_medical_recovery (medical_id, receipt_number);
