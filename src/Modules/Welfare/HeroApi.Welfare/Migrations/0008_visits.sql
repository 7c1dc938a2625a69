-- Visits (慰问) and whom they are owed to.

-- An occasion on which everybody of an area whom a rule means is visited. While it is open its list follows the register.
CREATE TABLE welfare_visit_campaign (
    id              uuid NOT NULL PRIMARY KEY,
    version         bigint NOT NULL,
    owner_org_id    uuid NOT NULL,
    owner_epoch     bigint NOT NULL DEFAULT 1,
    origin_org_id   uuid NOT NULL,
    origin_version  bigint NOT NULL,
    protection      text NOT NULL,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    deleted_at      timestamptz,
    occasion        text NOT NULL,
    title           text NOT NULL,
    from_on         date NOT NULL,
    to_on           date NOT NULL,
    region          text,
    org_scope       text NOT NULL,
    states          text NOT NULL,
    grade_at_most   bigint,
    hardships       text NOT NULL,
    died_in_act     boolean NOT NULL,
    cash_fen        bigint NOT NULL,
    goods           text,
    goods_value_fen bigint NOT NULL,
    budget_fen      bigint,
    note            text,
    state           text NOT NULL,
    closed_on       date
);
CREATE INDEX welfare_visit_campaign_owner ON welfare_visit_campaign (owner_org_id, state);
CREATE INDEX welfare_visit_campaign_from ON welfare_visit_campaign (from_on, id);

-- A visit that is owed to a person: one of a campaign's list, or by itself. region is where to go: the township when it is known.
CREATE TABLE welfare_due_visit (
    id              uuid NOT NULL PRIMARY KEY,
    campaign_id     uuid REFERENCES welfare_visit_campaign (id),
    hero_id         uuid NOT NULL,
    occasion        text NOT NULL,
    region          text NOT NULL,
    due_on          date NOT NULL,
    state           text NOT NULL,
    reason          text,
    words           text,
    note            text,
    assignee        text,
    assignee_org_id uuid,
    visit_id        uuid,
    done_on         date
);
CREATE UNIQUE INDEX welfare_due_visit_campaign ON welfare_due_visit (campaign_id, hero_id);
CREATE INDEX welfare_due_visit_route ON welfare_due_visit (campaign_id, region, id);
CREATE INDEX welfare_due_visit_hero ON welfare_due_visit (hero_id, id);
CREATE INDEX welfare_due_visit_day ON welfare_due_visit (due_on, id);
CREATE INDEX welfare_due_visit_assignee ON welfare_due_visit (assignee_org_id, id);
CREATE INDEX welfare_due_visit_visit ON welfare_due_visit (visit_id);

-- A visit that was paid. device_at is what the phone's clock said, created_at when it came in.
CREATE TABLE welfare_visit (
    id              uuid NOT NULL PRIMARY KEY,
    version         bigint NOT NULL,
    owner_org_id    uuid NOT NULL,
    owner_epoch     bigint NOT NULL DEFAULT 1,
    origin_org_id   uuid NOT NULL,
    origin_version  bigint NOT NULL,
    protection      text NOT NULL,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    deleted_at      timestamptz,
    hero_id         uuid NOT NULL,
    occasion        text NOT NULL,
    campaign_id     uuid,
    due_id          uuid,
    on_date         date NOT NULL,
    device_at       timestamptz,
    clock_ahead     boolean NOT NULL,
    recipient_count bigint NOT NULL,
    household_id    uuid,
    cash_fen        bigint NOT NULL,
    goods_value_fen bigint NOT NULL,
    state           text NOT NULL,
    end_reason      text,
    body            text NOT NULL
);
CREATE INDEX welfare_visit_hero ON welfare_visit (hero_id, on_date);
CREATE INDEX welfare_visit_day ON welfare_visit (on_date, id);
CREATE INDEX welfare_visit_campaign_visits ON welfare_visit (campaign_id, id);
CREATE INDEX welfare_visit_due_visits ON welfare_visit (due_id, id);
CREATE INDEX welfare_visit_owner ON welfare_visit (owner_org_id, id);

-- How a visit read at each of its versions, who wrote it so, and why.
CREATE TABLE welfare_visit_history (
    id        uuid NOT NULL PRIMARY KEY,
    visit_id  uuid NOT NULL REFERENCES welfare_visit (id),
    version   bigint NOT NULL,
    at        timestamptz NOT NULL,
    what      text NOT NULL,
    reason    text,
    body      text NOT NULL,
    org_id    uuid,
    principal uuid NOT NULL
);
CREATE UNIQUE INDEX welfare_visit_history_visit ON welfare_visit_history (visit_id, version);

-- What somebody was found to need, and what becomes of it.
CREATE TABLE welfare_need (
    id              uuid NOT NULL PRIMARY KEY,
    version         bigint NOT NULL,
    owner_org_id    uuid NOT NULL,
    owner_epoch     bigint NOT NULL DEFAULT 1,
    origin_org_id   uuid NOT NULL,
    origin_version  bigint NOT NULL,
    protection      text NOT NULL,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    deleted_at      timestamptz,
    hero_id         uuid NOT NULL,
    visit_id        uuid,
    kind            text NOT NULL,
    words           text NOT NULL,
    assignee        text,
    assignee_org_id uuid,
    due_on          date NOT NULL,
    state           text NOT NULL,
    result          text,
    closed_on       date
);
CREATE INDEX welfare_need_hero ON welfare_need (hero_id, id);
CREATE INDEX welfare_need_visit ON welfare_need (visit_id);
CREATE INDEX welfare_need_due ON welfare_need (state, due_on, id);
