-- What somebody who is to be refused was told, and said, before the refusal.
CREATE TABLE cases_hearing (
    id        uuid NOT NULL PRIMARY KEY,
    case_id   uuid NOT NULL REFERENCES cases_case (id),
    actor_id  uuid NOT NULL,
    told_on   date NOT NULL,
    heard_on  date,
    waived    boolean NOT NULL,
    statement text
);
CREATE INDEX cases_hearing_case ON cases_hearing (case_id, id);

-- Every decision ever made on an actor; rows are only added. What stands now is on the actor.
CREATE TABLE cases_decision (
    id            uuid NOT NULL PRIMARY KEY,
    case_id       uuid NOT NULL REFERENCES cases_case (id),
    actor_id      uuid NOT NULL,
    kind          text NOT NULL,
    outcome       text NOT NULL,
    number        text NOT NULL,
    decided_on    text NOT NULL,
    reasons       text,
    basis         text,
    org_id        uuid,
    authority     text,
    file_id       uuid,
    panel_opinion text,
    recover       text NOT NULL,
    recorded_at   timestamptz NOT NULL
);
CREATE UNIQUE INDEX cases_decision_number ON cases_decision (org_id, number) WHERE org_id IS NOT NULL;
CREATE INDEX cases_decision_case ON cases_decision (case_id, id);

-- How a decision reached whom it concerns; the day starts the time for asking for review.
CREATE TABLE cases_service (
    decision_id uuid NOT NULL PRIMARY KEY REFERENCES cases_decision (id),
    case_id     uuid NOT NULL REFERENCES cases_case (id),
    served_on   date NOT NULL,
    method      text NOT NULL,
    receiver    text NOT NULL,
    file_id     uuid
);
CREATE INDEX cases_service_case ON cases_service (case_id);

-- A request that the body above looks at a decision once more.
CREATE TABLE cases_review (
    id           uuid NOT NULL PRIMARY KEY,
    case_id      uuid NOT NULL REFERENCES cases_case (id),
    actor_id     uuid NOT NULL,
    requested_on date NOT NULL,
    asked_by     text NOT NULL,
    reasons      text NOT NULL,
    state        text NOT NULL,
    ended_on     date
);
CREATE INDEX cases_review_case ON cases_review (case_id, id);

-- A proposal to revoke a confirmation that was obtained by fraud.
CREATE TABLE cases_revocation (
    id          uuid NOT NULL PRIMARY KEY,
    case_id     uuid NOT NULL REFERENCES cases_case (id),
    actor_id    uuid NOT NULL,
    proposed_on date NOT NULL,
    reason      text NOT NULL,
    evidence    text NOT NULL,
    state       text NOT NULL,
    ended_on    date,
    end_reason  text
);
CREATE INDEX cases_revocation_case ON cases_revocation (case_id, id);
