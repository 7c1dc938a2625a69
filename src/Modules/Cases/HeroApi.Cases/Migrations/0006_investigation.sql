-- A panel that a case was put before. Its members and their votes are read and written whole.
CREATE TABLE cases_panel (
    id              uuid NOT NULL PRIMARY KEY,
    case_id         uuid NOT NULL REFERENCES cases_case (id),
    state           text NOT NULL,
    convened_on     date NOT NULL,
    quorum          bigint NOT NULL,
    members         text NOT NULL,
    votes           text NOT NULL,
    opinion_on      date,
    minutes         text,
    minutes_file_id uuid
);
CREATE INDEX cases_panel_case ON cases_panel (case_id, id);

-- The files that a case refers to, whatever for.
CREATE TABLE cases_file (
    case_id uuid NOT NULL REFERENCES cases_case (id),
    file_id uuid NOT NULL,
    PRIMARY KEY (case_id, file_id)
);

-- The ids that parts of an investigation have, and what was sent under those that a client chose: a phone may send twice.
CREATE TABLE cases_sent (
    id      uuid NOT NULL PRIMARY KEY,
    case_id uuid NOT NULL REFERENCES cases_case (id),
    print   bytea
);

CREATE TABLE cases_task (
    id        uuid NOT NULL PRIMARY KEY,
    case_id   uuid NOT NULL REFERENCES cases_case (id),
    what      text NOT NULL,
    assignee  text NOT NULL,
    due_on    date,
    state     text NOT NULL,
    closed_on date,
    result    text
);
CREATE INDEX cases_task_case ON cases_task (case_id, id);

CREATE TABLE cases_visit (
    id         uuid NOT NULL PRIMARY KEY,
    case_id    uuid NOT NULL REFERENCES cases_case (id),
    visited_at timestamptz NOT NULL,
    place      text NOT NULL,
    visitors   text NOT NULL,
    seen       text NOT NULL,
    files      text NOT NULL
);
CREATE INDEX cases_visit_case ON cases_visit (case_id, id);

-- What somebody said. Of a confidential one nothing that tells who said it, and no word, leaves with the case.
CREATE TABLE cases_statement (
    id              uuid NOT NULL PRIMARY KEY,
    case_id         uuid NOT NULL REFERENCES cases_case (id),
    kind            text NOT NULL,
    confidential    boolean NOT NULL,
    name            text NOT NULL,
    document_type   text,
    document_cipher bytea,
    document_masked text,
    document_index  bytea,
    phone_cipher    bytea,
    phone_masked    text,
    phone_index     bytea,
    taken_on        date NOT NULL,
    place           text,
    taken_by        text NOT NULL,
    version         bigint NOT NULL
);
CREATE INDEX cases_statement_case ON cases_statement (case_id, id);

-- Its words as they were taken down, and as they were corrected; nothing is ever overwritten.
CREATE TABLE cases_statement_text (
    statement_id uuid NOT NULL REFERENCES cases_statement (id),
    version      bigint NOT NULL,
    at           timestamptz NOT NULL,
    words        text NOT NULL,
    reason       text,
    PRIMARY KEY (statement_id, version)
);

CREATE TABLE cases_evidence (
    id           uuid NOT NULL PRIMARY KEY,
    case_id      uuid NOT NULL REFERENCES cases_case (id),
    kind         text NOT NULL,
    source       text NOT NULL,
    note         text,
    received_on  date NOT NULL,
    statement_id uuid REFERENCES cases_statement (id),
    files        text NOT NULL,
    state        text NOT NULL,
    verified_on  date,
    verified_by  text,
    verified_how text
);
CREATE INDEX cases_evidence_case ON cases_evidence (case_id, id);

CREATE TABLE cases_fact (
    id       uuid NOT NULL PRIMARY KEY,
    case_id  uuid NOT NULL REFERENCES cases_case (id),
    kind     text NOT NULL,
    actor_id uuid,
    detail   text NOT NULL,
    state    text NOT NULL,
    evidence text NOT NULL
);
CREATE INDEX cases_fact_case ON cases_fact (case_id, id);

-- What was found of one actor: whether bound to act, and what harm came of it. The last of a kind holds.
CREATE TABLE cases_finding (
    id       uuid NOT NULL PRIMARY KEY,
    case_id  uuid NOT NULL REFERENCES cases_case (id),
    actor_id uuid NOT NULL,
    kind     text NOT NULL,
    code     text NOT NULL,
    grade    bigint,
    reason   text NOT NULL,
    source   text,
    found_on date NOT NULL
);
CREATE INDEX cases_finding_case ON cases_finding (case_id, id);
