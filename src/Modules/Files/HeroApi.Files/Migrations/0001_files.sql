CREATE TABLE files_file (
    id         uuid NOT NULL PRIMARY KEY,
    name       text NOT NULL,
    media_type text NOT NULL,
    size       bigint NOT NULL,
    sha256     text NOT NULL,
    created_at timestamptz NOT NULL
);
CREATE INDEX files_file_sha256 ON files_file (sha256);

-- What files consist of, each content once. The row is what makes bytes on disk a content.
CREATE TABLE files_content (
    sha256  text NOT NULL PRIMARY KEY,
    blob_id uuid NOT NULL,
    files   bigint NOT NULL
);

-- Every blob has its row before it has its first byte, so that none is left over unknown.
CREATE TABLE files_blob (
    id         uuid NOT NULL PRIMARY KEY,
    expires_at timestamptz,
    doomed_at  timestamptz
);
CREATE INDEX files_blob_expires ON files_blob (expires_at) WHERE expires_at IS NOT NULL AND doomed_at IS NULL;
CREATE INDEX files_blob_doomed ON files_blob (doomed_at) WHERE doomed_at IS NOT NULL;

CREATE TABLE files_upload (
    id            uuid NOT NULL PRIMARY KEY,
    blob_id       uuid NOT NULL,
    length        bigint NOT NULL,
    name          text NOT NULL,
    declared_type text,
    sha256        text,
    created_at    timestamptz NOT NULL,
    expires_at    timestamptz NOT NULL
);
CREATE INDEX files_upload_expires ON files_upload (expires_at);

CREATE TABLE files_store (
    id       bigint NOT NULL PRIMARY KEY CHECK (id = 1),
    store_id uuid NOT NULL
);
