-- The statements of one create as the host sends them, taken from a server's log (log_statement = all) with two organisations
-- and one person: whoever changes what ReportLead or the kernel writes takes them again.
\set n :n + 1
\set id (:run * 100000 + :n) * 1000 + :client_id
BEGIN;
INSERT INTO kernel_idempotency (principal, route, key, created_at)
VALUES ('01500004-0000-7000-8000-000000000002', 'ReportLead', to_hex(:id::bigint), now())
ON CONFLICT (principal, route, key) DO UPDATE SET route = excluded.route
RETURNING print, result_cipher;
SELECT o.id AS org_id, o.merged_into, o.code, o.name, o.kind, o.level, j.region_code
FROM   organisations_jurisdiction j
JOIN   organisations_organisation o ON o.id = j.org_id
WHERE  TRUE AND (o.deleted_at IS NULL OR o.merged_into IS NOT NULL)
AND    j.region_code IN ('350000', '350100', '350102', '350103')
AND    j.valid_from <= '2026-05-01' AND (j.valid_to IS NULL OR j.valid_to >= '2026-05-01');
INSERT INTO cases_lead (id, version, owner_org_id, origin_org_id, origin_version, protection, created_at, updated_at, state, channel, summary,
                        acted_on, acted_from, acted_to, acted_time, region_code, address, lon, lat, given_crs, given_lon, given_lat,
                        injured, died, has_injury, beneficiaries, reporter_anonymous, reporter_name, reporter_relation,
                        reporter_phone_cipher, reporter_phone_masked, reporter_phone_index, reporting_org_id, competent_org_id, reported_at, receipt_number, receipt_code_cipher)
VALUES (lpad(to_hex(:id::bigint), 32, '0')::uuid, 1, '01500003-0000-7000-8000-000000000000', '01500003-0000-7000-8000-000000000000', 1, 'none', now(), now(), 'reported', 'grid_worker',
        '路人听到呼救，下河救起落水儿童，随后在众人协助下将其送往医院。',
        '2026-05-01', '2026-05-01', '2026-05-01', '14:00', '350102', '示范河边', NULL, NULL, NULL, NULL, NULL,
        0, 0, false, '[]', false, '示范乙', 'witness',
        '\x06646174612d31eb7bcb6a27e8666d34cb3f92f39e05c6b575e7f77f9e0b9573275ba26ba66d34ff41fcb43cab15', '139****0000',
        '\x6f5bfd17698e7fc9e5a1f349ffa8cabaf56f1f6d1de5ac504c3db31056696583',
        '01500003-0000-7000-8000-000000000000', '01500003-0000-7000-8000-000000000000', now(),
        260601000000000 + (random() * 999999999)::bigint, '\x06646174612d31eb7bcb6a27e8666d34cb3f92f39e05c6b575e7f77f9e0b9573275ba26ba66d34ff41fcb43cab')
ON CONFLICT DO NOTHING;
INSERT INTO cases_lead_person (id, lead_id, position, name, name_sort, document_type, document_cipher, document_masked, document_index,
                               phone_cipher, phone_masked, phone_index, household_region)
VALUES (('a' || lpad(to_hex(:id::bigint), 31, '0'))::uuid, lpad(to_hex(:id::bigint), 32, '0')::uuid, 0, '示范甲', 'shifanjia', 'id_card',
        '\x06646174612d3158bac718a492f3cddaf6dd284f998fb6a9c9f852390568e4cac6b281e4dd3fbd2aa8250fc8cd787fb4ffb00997a6', '1101**********002X',
        '\xaee01451125617b969a82123518f2f2d851811a00a12d849329ac42bcbdadb11',
        '\x06646174612d318b8aeffc2c28b808b1b49af7fdf204cd17933f51ef711ee299a521e122256fd2e8dac861bf4606', '138****0000',
        '\x485a2837ee0f9e9041266435d31747ddee59dc6c163644b42399d724055699b7', '350103');
UPDATE kernel_idempotency
SET    print = '\x52233fefb0c0adf99fab5c0475b7de7bd93384e0c55a805db812bbe0b65a3663', result_cipher = decode(repeat('5a', 1000), 'hex')
WHERE  principal = '01500004-0000-7000-8000-000000000002' AND route = 'ReportLead' AND key = to_hex(:id::bigint);
INSERT INTO kernel_audit (id, at, principal, org_id, action, record_type, record_id, record_version, note, trace_id, digest)
VALUES (('b' || lpad(to_hex(:id::bigint), 31, '0'))::uuid, now(), '01500004-0000-7000-8000-000000000002', '01500003-0000-7000-8000-000000000000', 'cases.report_lead', 'lead',
        lpad(to_hex(:id::bigint), 32, '0')::uuid, 1, NULL, '792cc7fbc11ac6c2833ad72718f30e1c', '\x13fa5eff5284d0208f0b1103c91554dcb4cdf745e98b211b55c3a2c6aedd297f');
INSERT INTO kernel_event (id, type, key, body, at)
VALUES (('c' || lpad(to_hex(:id::bigint), 31, '0'))::uuid, 'cases.lead_reported.v1', lpad(to_hex(:id::bigint), 32, '0'),
        '{"leadId":"01a1fff9-22a1-7cbb-8912-247792255f90","reportingOrgId":"01500003-0000-7000-8000-000000000000","reportedAt":"2026-11-21T21:17:59.841529Z"}', now());
INSERT INTO kernel_delivery (event_id, subscriber, key, next_at)
VALUES (('c' || lpad(to_hex(:id::bigint), 31, '0'))::uuid, 'organisations.on_lead_reported', lpad(to_hex(:id::bigint), 32, '0'), now());
INSERT INTO kernel_scope (record_id, org_id, axis) VALUES (lpad(to_hex(:id::bigint), 32, '0')::uuid, '01500003-0000-7000-8000-000000000000', 'owner');
INSERT INTO kernel_scope (record_id, org_id, axis) VALUES (lpad(to_hex(:id::bigint), 32, '0')::uuid, '01500003-0000-7000-8000-000000000001', 'home');
INSERT INTO kernel_search (record_id, version, terms)
VALUES (lpad(to_hex(:id::bigint), 32, '0')::uuid, 1, array_to_tsvector(string_to_array('lead_路人 lead_人听 lead_听到 lead_到呼 lead_呼救 lead_救 lead_下河 lead_河救 lead_救起 lead_起落 lead_落水 lead_水儿 lead_儿童 lead_童 lead_随后 lead_后在 lead_在众 lead_众人 lead_人协 lead_协助 lead_助下 lead_下将 lead_将其 lead_其送 lead_送往 lead_往医 lead_医院 lead_院 lead_福建 lead_建省 lead_省福 lead_福州 lead_州市 lead_市鼓 lead_鼓楼 lead_楼区 lead_区示 lead_示范 lead_范河 lead_河边 lead_边 lead_范乙 lead_乙 lead_shifanyi lead_sfy lead_fanyi lead_fy lead_yi lead_y lead_范甲 lead_甲 lead_shifanjia lead_sfj lead_fanjia lead_fj lead_jia lead_j', ' ')))
ON CONFLICT (record_id) DO UPDATE SET version = excluded.version, terms = excluded.terms WHERE kernel_search.version <= excluded.version;
INSERT INTO kernel_change (command_id, type, record_id, version, op, merged_into, seen_before, seen_after, at)
VALUES (('d' || lpad(to_hex(:id::bigint), 31, '0'))::uuid, 'lead', lpad(to_hex(:id::bigint), 32, '0')::uuid, 1, 'upsert', NULL, NULL,
        'none|01500003-0000-7000-8000-000000000000|01500003-0000-7000-8000-000000000001|', now());
COMMIT;
