-- Contracts of insurance. Who is covered is a list of names, which follows the register by itself, or a class of persons that names nobody.
CREATE TABLE welfare_policy (
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
    insurer_name   text NOT NULL,
    insurer_code   text NOT NULL,
    number         text,
    kind           text NOT NULL,
    from_day       date NOT NULL,
    to_day         date NOT NULL,
    covers         text NOT NULL,
    premium_fen    bigint NOT NULL,
    payer          text NOT NULL,
    covered        text NOT NULL,
    conditions     text,
    within_days    bigint,
    reach          text NOT NULL,
    region         text,
    region_from    text NOT NULL,
    report_days    bigint,
    decision_days  bigint,
    previous_id    uuid,
    note           text,
    state          text NOT NULL,
    ended_on       date,
    end_reason     text
);
CREATE UNIQUE INDEX welfare_policy_number ON welfare_policy (owner_org_id, number) WHERE number IS NOT NULL;
CREATE INDEX welfare_policy_owner ON welfare_policy (owner_org_id, id);
CREATE INDEX welfare_policy_state ON welfare_policy (state, id);
CREATE INDEX welfare_policy_to ON welfare_policy (to_day, id);
CREATE INDEX welfare_policy_previous ON welfare_policy (previous_id);

-- Who is on the list of a policy. What the insurer has been told stands in the endorsement that told it; told_in is the one that he has not answered yet.
CREATE TABLE welfare_policy_member (
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
    policy_id      uuid NOT NULL REFERENCES welfare_policy (id),
    number         bigint NOT NULL,
    hero_id        uuid NOT NULL,
    added_by       text NOT NULL,
    state          text NOT NULL,
    join_day       date NOT NULL,
    leave_day      date,
    leave_reason   text,
    leave_note     text,
    told_in        uuid
);
CREATE UNIQUE INDEX welfare_policy_member_number ON welfare_policy_member (policy_id, number);
CREATE INDEX welfare_policy_member_hero ON welfare_policy_member (hero_id, policy_id);
CREATE INDEX welfare_policy_member_state ON welfare_policy_member (policy_id, state, id);
CREATE INDEX welfare_policy_member_owner ON welfare_policy_member (owner_org_id, id);

-- What the insurer is told of a list at one time. Once made it is not changed; names and documents are those of that day, encrypted.
CREATE TABLE welfare_endorsement (
    id             uuid NOT NULL PRIMARY KEY,
    version        bigint NOT NULL,
    policy_id      uuid NOT NULL REFERENCES welfare_policy (id),
    number         text NOT NULL,
    month          text NOT NULL,
    state          text NOT NULL,
    joins          bigint NOT NULL,
    leaves         bigint NOT NULL,
    insured_before bigint NOT NULL,
    made_at        timestamptz NOT NULL,
    made_by        uuid NOT NULL,
    answered_on    date,
    insurer_number text,
    reason         text
);
CREATE UNIQUE INDEX welfare_endorsement_number ON welfare_endorsement (policy_id, number);
CREATE UNIQUE INDEX welfare_endorsement_open ON welfare_endorsement (policy_id) WHERE state = 'made';

CREATE TABLE welfare_endorsement_line (
    id             uuid NOT NULL PRIMARY KEY,
    endorsement_id uuid NOT NULL REFERENCES welfare_endorsement (id),
    position       bigint NOT NULL,
    member_id      uuid NOT NULL REFERENCES welfare_policy_member (id),
    direction      text NOT NULL,
    on_day         date NOT NULL,
    reason         text,
    papers_cipher  bytea
);
CREATE UNIQUE INDEX welfare_endorsement_line_position ON welfare_endorsement_line (endorsement_id, position);
CREATE INDEX welfare_endorsement_line_member ON welfare_endorsement_line (member_id);
