-- Money that an organisation keeps apart, for any use or for certain ones only.
CREATE TABLE welfare_fund (
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
    uses           text NOT NULL,
    restriction    text,
    opened_on      date NOT NULL,
    closed_on      date
);
CREATE INDEX welfare_fund_owner ON welfare_fund (owner_org_id, id);
CREATE INDEX welfare_fund_name ON welfare_fund (name_sort, id);

-- The sums of the lines of one fund and account. They are written with the lines, so that a payment is refused by one
-- conditional UPDATE where the money does not suffice.
CREATE TABLE welfare_fund_account (
    fund_id    uuid NOT NULL REFERENCES welfare_fund (id),
    account    text NOT NULL,
    debit_fen  bigint NOT NULL,
    credit_fen bigint NOT NULL,
    PRIMARY KEY (fund_id, account)
);

-- Only ever added to: a mistake is reversed by another entry. source_id is what the entry was made for: an income, a payment,
-- a transfer, a payment of a bonus, or the entry that is reversed; it is posted once. about_id is the bonus of such a payment.
CREATE TABLE welfare_fund_entry (
    id        uuid NOT NULL PRIMARY KEY,
    fund_id   uuid NOT NULL REFERENCES welfare_fund (id),
    number    bigint NOT NULL,
    on_date   date NOT NULL,
    kind      text NOT NULL,
    source_id uuid NOT NULL,
    about_id  uuid,
    posted_at timestamptz NOT NULL,
    posted_by uuid NOT NULL
);
CREATE UNIQUE INDEX welfare_fund_entry_number ON welfare_fund_entry (fund_id, number);
CREATE UNIQUE INDEX welfare_fund_entry_source ON welfare_fund_entry (source_id, kind);
CREATE INDEX welfare_fund_entry_about ON welfare_fund_entry (about_id);

-- Only ever added to, two lines with each entry: what is debited is credited.
CREATE TABLE welfare_fund_line (
    entry_id   uuid NOT NULL REFERENCES welfare_fund_entry (id),
    position   bigint NOT NULL,
    fund_id    uuid NOT NULL,
    on_date    date NOT NULL,
    account    text NOT NULL,
    debit_fen  bigint NOT NULL,
    credit_fen bigint NOT NULL,
    PRIMARY KEY (entry_id, position)
);
CREATE INDEX welfare_fund_line_day ON welfare_fund_line (fund_id, on_date, account);

-- Money that came in: a donation, a grant, a yield. The number of an official receipt counts once for who issued it.
CREATE TABLE welfare_income (
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
    fund_id        uuid NOT NULL REFERENCES welfare_fund (id),
    kind           text NOT NULL,
    donor_kind     text,
    payer          text,
    anonymous      boolean NOT NULL,
    amount_fen     bigint NOT NULL,
    on_date        date NOT NULL,
    receipt_number text,
    receipt_waived boolean NOT NULL,
    handler        text NOT NULL,
    note           text,
    state          text NOT NULL,
    recorded_by    uuid NOT NULL,
    end_reason     text,
    reversed_by    uuid,
    reversed_on    date
);
CREATE UNIQUE INDEX welfare_income_receipt ON welfare_income (receipt_number, origin_org_id);
CREATE INDEX welfare_income_fund ON welfare_income (fund_id, id);
CREATE INDEX welfare_income_day ON welfare_income (on_date, id);
CREATE INDEX welfare_income_owner ON welfare_income (owner_org_id, id);

-- Money that goes out: proposed by one person, approved by another; posted with the approval.
CREATE TABLE welfare_payment (
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
    fund_id        uuid NOT NULL REFERENCES welfare_fund (id),
    use_code       text NOT NULL,
    amount_fen     bigint NOT NULL,
    for_type       text,
    for_id         uuid,
    hero_id        uuid,
    payee          text NOT NULL,
    reason         text NOT NULL,
    on_date        date NOT NULL,
    state          text NOT NULL,
    proposed_by    uuid NOT NULL,
    first_by       uuid,
    answered_by    uuid,
    end_reason     text,
    entry_id       uuid
);
CREATE INDEX welfare_payment_fund ON welfare_payment (fund_id, id);
CREATE INDEX welfare_payment_for ON welfare_payment (for_id);
CREATE INDEX welfare_payment_hero ON welfare_payment (hero_id, id);
CREATE INDEX welfare_payment_day ON welfare_payment (on_date, id);
CREATE INDEX welfare_payment_state ON welfare_payment (state, id);
CREATE INDEX welfare_payment_owner ON welfare_payment (owner_org_id, id);

-- Money that goes from a fund to another organisation's, or to another of one's own: proposed and approved on one side,
-- received on the other, whose organisation is the record's home. uses and restriction are those of the fund that it left.
-- Each side writes its own books, on the day that its bank shows it.
CREATE TABLE welfare_transfer (
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
    from_fund_id   uuid NOT NULL REFERENCES welfare_fund (id),
    to_fund_id     uuid REFERENCES welfare_fund (id),
    uses           text NOT NULL,
    restriction    text,
    amount_fen     bigint NOT NULL,
    reason         text NOT NULL,
    on_date        date NOT NULL,
    state          text NOT NULL,
    proposed_by    uuid NOT NULL,
    first_by       uuid,
    answered_by    uuid,
    received_on    date,
    received_by    uuid,
    end_reason     text,
    returned_by    uuid
);
CREATE INDEX welfare_transfer_from ON welfare_transfer (from_fund_id, id);
CREATE INDEX welfare_transfer_to ON welfare_transfer (to_fund_id, id);
CREATE INDEX welfare_transfer_day ON welfare_transfer (on_date, id);
CREATE INDEX welfare_transfer_state ON welfare_transfer (state, id);
CREATE INDEX welfare_transfer_owner ON welfare_transfer (owner_org_id, id);

-- What an organisation above has allowed: the most of one payment, and the most that one approver lets go alone.
CREATE TABLE welfare_fund_limit (
    org_id     uuid NOT NULL PRIMARY KEY,
    version    bigint NOT NULL,
    most_fen   bigint,
    alone_fen  bigint,
    set_by     uuid NOT NULL,
    updated_at timestamptz NOT NULL
);

-- The figures of a year as they were published; nothing is posted into a year that was.
CREATE TABLE welfare_fund_year (
    org_id       uuid NOT NULL,
    year         bigint NOT NULL,
    figures      text NOT NULL,
    published_by uuid NOT NULL,
    published_at timestamptz NOT NULL,
    PRIMARY KEY (org_id, year)
);

-- Bonuses that were paid, or came back, and that no fund has taken yet; the id is that of the payment in its module.
CREATE TABLE welfare_unposted (
    id         uuid NOT NULL PRIMARY KEY,
    org_id     uuid NOT NULL,
    about_id   uuid NOT NULL,
    kind       text NOT NULL,
    amount_fen bigint NOT NULL,
    on_date    date NOT NULL,
    because    text NOT NULL,
    noted_at   timestamptz NOT NULL,
    settled_at timestamptz,
    settled_by uuid,
    dismissed  text
);
CREATE INDEX welfare_unposted_org ON welfare_unposted (org_id, id);
CREATE INDEX welfare_unposted_about ON welfare_unposted (about_id);
