-- One complete request for what a filing lacks. items is a JSON array: what is missing, and what has come of it.
CREATE TABLE cases_material_request (
    id           uuid NOT NULL PRIMARY KEY,
    case_id      uuid NOT NULL REFERENCES cases_case (id),
    requested_on date NOT NULL,
    answer_by    date NOT NULL,
    note         text,
    items        text NOT NULL,
    answered_on  date
);
CREATE INDEX cases_material_request_case ON cases_material_request (case_id, id);

-- What was put to the body above: whether a late filing may be accepted, or who is competent.
CREATE TABLE cases_referral (
    id            uuid NOT NULL PRIMARY KEY,
    case_id       uuid NOT NULL REFERENCES cases_case (id),
    kind          text NOT NULL,
    asked_on      date NOT NULL,
    reason        text NOT NULL,
    with_org_id   uuid,
    state_before  text NOT NULL,
    answer        text,
    answered_on   date,
    answer_reason text,
    answered_by   uuid,
    designated_id uuid
);
CREATE INDEX cases_referral_case ON cases_referral (case_id, id);

-- How a procedure ended without a decision: not accepted, withdrawn, lapsed, or gone to a body that is not in this system.
CREATE TABLE cases_ending (
    case_id   uuid NOT NULL PRIMARY KEY REFERENCES cases_case (id),
    kind      text NOT NULL,
    ended_on  date NOT NULL,
    reason    text NOT NULL,
    basis     text,
    number    text,
    to_body   text,
    served_on date
);
