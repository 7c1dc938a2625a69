-- What places pay for which title. A scheme is ended, never edited, so that what a bonus was decided by can always be read again.
CREATE TABLE recognition_bonus_scheme (
    id          uuid NOT NULL PRIMARY KEY,
    version     bigint NOT NULL,
    org_id      uuid,
    region      text NOT NULL,
    name        text NOT NULL,
    level       text,
    title       text,
    harm        text,
    valid_from  date NOT NULL,
    valid_to    date,
    formula     text NOT NULL,
    legal_basis text NOT NULL,
    article     text
);
CREATE INDEX recognition_bonus_scheme_region ON recognition_bonus_scheme (region, id);

-- Figures that statisticians publish. Of two for one year the later one holds; nothing is overwritten.
CREATE TABLE recognition_index_figure (
    id         uuid NOT NULL PRIMARY KEY,
    index_code text NOT NULL,
    region     text NOT NULL,
    year       bigint NOT NULL,
    amount_fen bigint NOT NULL,
    source     text NOT NULL,
    org_id     uuid,
    principal  uuid NOT NULL,
    at         timestamptz NOT NULL
);
CREATE INDEX recognition_index_figure_year ON recognition_index_figure (index_code, region, year, id);

-- What a body has decided for a person. The sums of its payments stand beside the amount, so that none can be exceeded.
CREATE TABLE recognition_bonus (
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
    hero_id        uuid NOT NULL REFERENCES recognition_hero (id),
    scheme_id      uuid,
    basis          text,
    case_id        uuid,
    region         text NOT NULL,
    amount_fen     bigint NOT NULL,
    reason         text,
    decided_on     date NOT NULL,
    number         text NOT NULL,
    grade          bigint,
    died           boolean,
    index_year     bigint,
    secret         boolean NOT NULL,
    calculation    text,
    state          text NOT NULL,
    proposed_by    uuid NOT NULL,
    answered_by    uuid,
    approved_on    date,
    end_reason     text,
    paid_fen       bigint NOT NULL,
    recovered_fen  bigint NOT NULL,
    CHECK (paid_fen <= amount_fen AND recovered_fen <= paid_fen)
);
CREATE INDEX recognition_bonus_owner ON recognition_bonus (owner_org_id, id);
CREATE INDEX recognition_bonus_hero ON recognition_bonus (hero_id, id);
CREATE INDEX recognition_bonus_state ON recognition_bonus (state, id);
CREATE INDEX recognition_bonus_region ON recognition_bonus (region, id);
CREATE INDEX recognition_bonus_decided ON recognition_bonus (decided_on, id);
CREATE INDEX recognition_bonus_amount ON recognition_bonus (amount_fen, id);

-- Money that went out, or came back. A receipt counts once.
CREATE TABLE recognition_bonus_payment (
    id             uuid NOT NULL PRIMARY KEY,
    bonus_id       uuid NOT NULL REFERENCES recognition_bonus (id),
    direction      text NOT NULL,
    on_date        date NOT NULL,
    amount_fen     bigint NOT NULL,
    method         text NOT NULL,
    receipt_number text NOT NULL,
    payee          text
);
CREATE UNIQUE INDEX recognition_bonus_payment_receipt ON recognition_bonus_payment (bonus_id, direction, receipt_number);
