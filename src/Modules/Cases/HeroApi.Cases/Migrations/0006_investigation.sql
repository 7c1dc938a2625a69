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
