-- What a region gives those on the register, as it was published.
CREATE TABLE welfare_benefit_rule (
    id          uuid NOT NULL PRIMARY KEY,
    kind        text NOT NULL,
    region      text NOT NULL,
    content     text NOT NULL,
    department  text,
    reply_days  bigint,
    means_test  boolean,
    valid_from  date NOT NULL,
    valid_to    date,
    legal_basis text NOT NULL,
    article     text,
    org_id      uuid
);
CREATE INDEX welfare_benefit_rule_region ON welfare_benefit_rule (region, id);

-- A benefit that was asked for, whom it was referred to, and what became of it.
CREATE TABLE welfare_benefit (
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
    kind           text NOT NULL,
    for_whom       text NOT NULL,
    source         text NOT NULL,
    source_id      uuid,
    request        text NOT NULL,
    region         text NOT NULL,
    applied_on     date NOT NULL,
    state          text NOT NULL,
    department     text,
    department_name text,
    referred_on    date,
    reply_by       date,
    reply_overdue  boolean NOT NULL,
    replied_on     date,
    reply          text,
    amount_fen     bigint,
    per            text,
    measure        text,
    from_on        date,
    to_on          date,
    decided_on     date,
    number         text,
    opened_by      uuid NOT NULL,
    decided_by     uuid,
    end_reason     text,
    review_reason  text,
    review_asked_on date,
    reviews        bigint NOT NULL
);
CREATE INDEX welfare_benefit_owner ON welfare_benefit (owner_org_id, id);
CREATE INDEX welfare_benefit_hero ON welfare_benefit (hero_id, id);
CREATE INDEX welfare_benefit_kind ON welfare_benefit (kind, id);
CREATE INDEX welfare_benefit_state ON welfare_benefit (state, id);
CREATE INDEX welfare_benefit_region ON welfare_benefit (region, id);
CREATE INDEX welfare_benefit_applied ON welfare_benefit (applied_on, id);

-- What a household's survey of a year found. One plan a year.
CREATE TABLE welfare_household_plan (
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
    year           bigint NOT NULL,
    hardship       text NOT NULL,
    members        bigint,
    income_fen     bigint,
    surveyed_on    date NOT NULL,
    surveyed_by    text NOT NULL,
    situation      text
);
CREATE UNIQUE INDEX welfare_household_plan_one ON welfare_household_plan (hero_id, year);
CREATE INDEX welfare_household_plan_owner ON welfare_household_plan (owner_org_id, id);
CREATE INDEX welfare_household_plan_year ON welfare_household_plan (year, id);

-- What is to be done for the household, by whom and by when.
CREATE TABLE welfare_plan_measure (
    id          uuid NOT NULL PRIMARY KEY,
    plan_id     uuid NOT NULL REFERENCES welfare_household_plan (id),
    what        text NOT NULL,
    kind        text,
    responsible text NOT NULL,
    due_on      date NOT NULL,
    state       text NOT NULL,
    ended_on    date,
    result      text,
    case_id     uuid
);
CREATE INDEX welfare_plan_measure_plan ON welfare_plan_measure (plan_id, id);
