namespace HeroApi.Cases.Leads;

/// <summary>Writes which files a lead refers to; the kernel keeps the same, since a file has the rights of its records.</summary>
internal sealed class AttachmentWriter(Db db, FileLinks links)
{
    internal async Task<IReadOnlyList<AttachmentRow>> Write(Guid leadId, IReadOnlyList<AttachmentRow> before, IReadOnlyList<AttachmentBody> wanted, CancellationToken ct)
    {
        if (before.Count == 0 && wanted.Count == 0)
            return [];

        var verified = await links.Refer(new RecordName(LeadSource.Name, leadId), [.. before.Select(file => file.FileId)], [.. wanted.Select(file => file.FileId)],
            index => $"/attachments/{index}/fileId", ct);
        IReadOnlyList<AttachmentRow> rows =
            [.. wanted.Select(file => new AttachmentRow { LeadId = leadId, FileId = file.FileId, Kind = file.Kind, Label = file.Label, Verified = verified.Contains(file.FileId) })];
        await db.ExecuteAll(
        [
            new("DELETE FROM cases_lead_attachment WHERE lead_id = @lead", [new("lead", leadId)]),
            .. rows.Select((row, position) => new Statement(
                "INSERT INTO cases_lead_attachment (lead_id, file_id, position, kind, label, verified) VALUES (@lead, @file, @position, @kind, @label, @verified)",
                [new("lead", leadId), new("file", row.FileId), new("position", (long)position), new("kind", row.Kind), new("label", row.Label), new("verified", row.Verified)]))
        ], ct);
        return rows;
    }
}
