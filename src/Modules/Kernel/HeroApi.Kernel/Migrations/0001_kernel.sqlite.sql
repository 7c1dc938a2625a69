CREATE TABLE kernel_key (
    id          text NOT NULL PRIMARY KEY,
    purpose     text NOT NULL CHECK (purpose IN ('data', 'index')),
    check_value text NOT NULL,
    state       text NOT NULL CHECK (state IN ('known', 'current', 'former', 'retired')),
    since       timestamptz NOT NULL,
    unused_at   timestamptz
);
CREATE UNIQUE INDEX kernel_key_current ON kernel_key (purpose) WHERE state = 'current';

CREATE TABLE kernel_host (
    id      uuid NOT NULL PRIMARY KEY,
    keys    text NOT NULL,
    seen_at timestamptz NOT NULL
);

CREATE TABLE kernel_org_tree (
    ancestor_id uuid NOT NULL,
    org_id      uuid NOT NULL,
    depth       bigint NOT NULL,
    PRIMARY KEY (ancestor_id, org_id)
) WITHOUT ROWID;
CREATE INDEX kernel_org_tree_org ON kernel_org_tree (org_id, ancestor_id);

CREATE TABLE kernel_scope (
    record_id uuid NOT NULL,
    org_id    uuid NOT NULL,
    axis      text NOT NULL CHECK (axis IN ('owner', 'home')),
    PRIMARY KEY (record_id, org_id, axis)
) WITHOUT ROWID;
CREATE INDEX kernel_scope_org ON kernel_scope (org_id, record_id);
-- An id is a record's only once, whatever its type: whoever chose the id of another record would else be let in to it.
CREATE UNIQUE INDEX kernel_scope_owner ON kernel_scope (record_id) WHERE axis = 'owner';

-- Whoever owned a record once is told that it is no longer his, and not that it never was.
CREATE TABLE kernel_past_owner (
    record_id  uuid NOT NULL,
    org_id     uuid NOT NULL,
    to_org_id  uuid NOT NULL,
    protection text NOT NULL,
    PRIMARY KEY (record_id, org_id)
);

-- The type stands last: in front, SQLite would rather read a whole type in order than look up the records of one page.
CREATE TABLE kernel_external_id (
    record_type    text NOT NULL,
    system         text NOT NULL,
    value          text NOT NULL,
    record_id      uuid NOT NULL,
    source_version bigint,
    PRIMARY KEY (system, value, record_type)
) WITHOUT ROWID;
CREATE INDEX kernel_external_id_record ON kernel_external_id (record_id);

-- With row ids: in the tree of its key, each result of a kilobyte would take a page for itself.
CREATE TABLE kernel_idempotency (
    principal     uuid NOT NULL,
    route         text NOT NULL,
    key           text NOT NULL,
    print         bytea,
    result_cipher bytea,
    created_at    timestamptz NOT NULL,
    PRIMARY KEY (principal, route, key)
);
CREATE INDEX kernel_idempotency_age ON kernel_idempotency (created_at);

CREATE TABLE kernel_audit (
    id             uuid NOT NULL PRIMARY KEY,
    at             timestamptz NOT NULL,
    principal      uuid NOT NULL,
    org_id         uuid,
    action         text NOT NULL,
    record_type    text,
    record_id      uuid,
    record_version bigint,
    note           text,
    trace_id       text,
    erased_at      timestamptz,
    digest         bytea NOT NULL,
    seal_no        bigint,
    seal           bytea
);
CREATE INDEX kernel_audit_unsealed ON kernel_audit (id) WHERE seal_no IS NULL;
CREATE UNIQUE INDEX kernel_audit_sealed ON kernel_audit (seal_no) WHERE seal_no IS NOT NULL;
CREATE INDEX kernel_audit_record ON kernel_audit (record_id, id);
CREATE INDEX kernel_audit_org ON kernel_audit (org_id, id);

CREATE TABLE kernel_audit_head (
    id      bigint NOT NULL PRIMARY KEY CHECK (id = 1),
    seal_no bigint NOT NULL,
    seal    bytea NOT NULL
);
INSERT INTO kernel_audit_head (id, seal_no, seal) VALUES (1, 0, x'');

CREATE TABLE kernel_read_log (
    id          uuid NOT NULL PRIMARY KEY,
    at          timestamptz NOT NULL,
    principal   uuid NOT NULL,
    org_id      uuid,
    purpose     text NOT NULL,
    action      text NOT NULL,
    record_type text NOT NULL,
    record_id   uuid NOT NULL,
    trace_id    text
);
CREATE INDEX kernel_read_log_record ON kernel_read_log (record_id, id);
CREATE INDEX kernel_read_log_org ON kernel_read_log (org_id, id);

CREATE TABLE kernel_event (
    id   uuid NOT NULL PRIMARY KEY,
    type text NOT NULL,
    key  text NOT NULL,
    body text NOT NULL,
    at   timestamptz NOT NULL
);

CREATE TABLE kernel_delivery (
    seq        integer PRIMARY KEY,
    event_id   uuid NOT NULL,
    subscriber text NOT NULL,
    key        text NOT NULL,
    attempts   bigint NOT NULL DEFAULT 0,
    next_at    timestamptz NOT NULL,
    done_at    timestamptz,
    dead_at    timestamptz,
    last_error text
);
CREATE INDEX kernel_delivery_due ON kernel_delivery (seq) WHERE done_at IS NULL AND dead_at IS NULL;
CREATE INDEX kernel_delivery_order ON kernel_delivery (subscriber, key, seq) WHERE done_at IS NULL;
CREATE INDEX kernel_delivery_done ON kernel_delivery (done_at) WHERE done_at IS NOT NULL;
CREATE INDEX kernel_delivery_dead ON kernel_delivery (seq) WHERE dead_at IS NOT NULL;

CREATE TABLE kernel_timer (
    name   text NOT NULL PRIMARY KEY,
    due_at timestamptz NOT NULL,
    type   text NOT NULL,
    key    text NOT NULL,
    body   text NOT NULL
);
CREATE INDEX kernel_timer_due ON kernel_timer (due_at);

CREATE TABLE kernel_change (
    seq         integer PRIMARY KEY,
    command_id  uuid NOT NULL,
    type        text NOT NULL,
    record_id   uuid NOT NULL,
    version     bigint NOT NULL,
    op          text NOT NULL,
    merged_into uuid,
    seen_before text,
    seen_after  text NOT NULL,
    at          timestamptz NOT NULL
);

CREATE TABLE kernel_feed (
    pos         integer PRIMARY KEY,
    mark        bigint NOT NULL,
    command_id  uuid NOT NULL,
    type        text NOT NULL,
    record_id   uuid NOT NULL,
    version     bigint NOT NULL,
    op          text NOT NULL,
    merged_into uuid,
    seen_before text,
    seen_after  text NOT NULL,
    at          timestamptz NOT NULL
);
CREATE INDEX kernel_feed_record ON kernel_feed (record_id, pos);

CREATE TABLE kernel_feed_head (
    id        bigint NOT NULL PRIMARY KEY CHECK (id = 1),
    pos       bigint NOT NULL,
    floor_pos bigint NOT NULL,
    aged_pos  bigint NOT NULL
);
INSERT INTO kernel_feed_head (id, pos, floor_pos, aged_pos) VALUES (1, 0, 0, 0);

CREATE TABLE kernel_job (
    id           uuid NOT NULL PRIMARY KEY,
    kind         text NOT NULL,
    state        text NOT NULL CHECK (state IN ('queued', 'running', 'succeeded', 'partial', 'failed', 'canceled', 'expired')),
    phase        text,
    done         bigint NOT NULL DEFAULT 0,
    total        bigint,
    input        text NOT NULL,
    checkpoint   text,
    attempts     bigint NOT NULL DEFAULT 0,
    next_at      timestamptz NOT NULL,
    cancel_asked boolean NOT NULL DEFAULT false,
    can_stop     boolean NOT NULL DEFAULT true,
    problem      text,
    org_id       uuid,
    started_by   uuid NOT NULL,
    created_at   timestamptz NOT NULL,
    heartbeat_at timestamptz,
    ended_at     timestamptz
);
CREATE INDEX kernel_job_due ON kernel_job (next_at) WHERE state IN ('queued', 'running');
CREATE INDEX kernel_job_org ON kernel_job (org_id, id);

-- Files are the Files module's; who may fill one and which records refer to it is kept here, in the records' own transactions.
CREATE TABLE kernel_file (
    id         uuid NOT NULL PRIMARY KEY,
    principal  uuid NOT NULL,
    verified   boolean NOT NULL,
    refs       bigint NOT NULL,
    keep_until timestamptz NOT NULL
);
CREATE INDEX kernel_file_loose ON kernel_file (keep_until) WHERE refs = 0;

CREATE TABLE kernel_file_ref (
    file_id     uuid NOT NULL REFERENCES kernel_file (id),
    record_type text NOT NULL,
    record_id   uuid NOT NULL,
    PRIMARY KEY (file_id, record_id)
) WITHOUT ROWID;
CREATE INDEX kernel_file_ref_record ON kernel_file_ref (record_id);

CREATE TABLE kernel_lock (
    name text NOT NULL PRIMARY KEY
);
INSERT INTO kernel_lock (name) VALUES ('org_tree'), ('keyring');

CREATE TABLE kernel_search_record (
    number    integer PRIMARY KEY,
    record_id uuid NOT NULL
);
CREATE UNIQUE INDEX kernel_search_record_id ON kernel_search_record (record_id);
-- The terms come ready made: ASCII blanks part them, whatever else they hold.
CREATE VIRTUAL TABLE kernel_search USING fts5(terms, content = '', contentless_delete = 1, detail = none, tokenize = "ascii tokenchars '_'");

CREATE TABLE kernel_search_head (
    id         bigint NOT NULL PRIMARY KEY CHECK (id = 1),
    definition bigint NOT NULL
);
