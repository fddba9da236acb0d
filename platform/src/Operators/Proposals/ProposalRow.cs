using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Platform.Persistence;

namespace Platform.Operators.Proposals;

/// <summary>A proposal's row, locked for whoever acts on it, with what was done to it.</summary>
internal sealed record ProposalRow(
    Guid Id, string Kind, string Subject, string Payload, byte[] PayloadHash, ProposalState State, DateTimeOffset MadeAt,
    DateTimeOffset ExpiresAt, string? Result)
{
    private const string Columns = "id, kind, subject, payload::text, payload_hash, state, made_at, expires_at, result::text";

    public IReadOnlyList<ProposalAct> Acts { get; private init; } = [];

    public string Hash => Convert.ToHexStringLower(PayloadHash);

    /// <summary>By whom the present payload is.</summary>
    public ProposalAct Author => Acts.Last(a => a.Act is ProposalActKind.Made or ProposalActKind.Edited);

    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Payload);

    public ProposalState StateAt(DateTimeOffset now) => State is ProposalState.Open && ExpiresAt <= now ? ProposalState.Expired : State;

    public static async Task<ProposalRow?> Find(DbContext db, Guid id, bool toAct, CancellationToken ct)
    {
        var locking = toAct ? "FOR UPDATE" : "";
        var rows = await db.Query($"SELECT {Columns} FROM proposals WHERE id = $1 {locking}", Read, ct, id);
        return rows is [var row] ? row with { Acts = await ActsOf(db, id, ct) } : null;
    }

    /// <summary>Null when one of this kind about this subject is open: the unique index says so, not a look before.</summary>
    public static async Task<ProposalRow?> Insert(
        DbContext db, Guid id, ProposalWish wish, (DateTimeOffset Now, DateTimeOffset ExpiresAt) times, CancellationToken ct)
    {
        var rows = await db.Query($"""
            INSERT INTO proposals (id, kind, subject, payload, payload_hash, state, made_at, changed_at, expires_at)
            VALUES ($1, $2, $3, $4::jsonb, sha256(convert_to(($4::jsonb)::text, 'UTF8')), 'Open', $5, $5, $6)
            ON CONFLICT (kind, subject) WHERE state = 'Open' DO NOTHING RETURNING {Columns}
            """, Read, ct, id, wish.Kind, wish.Subject, wish.Payload.GetRawText(), times.Now.UtcDateTime, times.ExpiresAt.UtcDateTime);
        return rows is [var row] ? row : null;
    }

    /// <summary>With a new payload.</summary>
    public async Task<ProposalRow> Edit(
        DbContext db, JsonElement payload, (DateTimeOffset Now, DateTimeOffset ExpiresAt) times, CancellationToken ct)
    {
        var rows = await db.Query($"""
            UPDATE proposals SET payload = $2::jsonb, payload_hash = sha256(convert_to(($2::jsonb)::text, 'UTF8')),
                changed_at = $3, expires_at = $4
            WHERE id = $1 RETURNING {Columns}
            """, Read, ct, Id, payload.GetRawText(), times.Now.UtcDateTime, times.ExpiresAt.UtcDateTime);
        return rows.Single() with { Acts = Acts };
    }

    /// <summary>Ends it, with the number of the act that approved it, if one did.</summary>
    public Task End(DbContext db, ProposalState state, DateTimeOffset now, (int? Approval, string? Result) how, CancellationToken ct) =>
        db.Execute(
            "UPDATE proposals SET state = $2, changed_at = $3, approval = $4::int, result = $5::jsonb WHERE id = $1",
            ct, Id, state.ToString(), now.UtcDateTime, how.Approval, how.Result);

    /// <summary>Writes an act down; null when the person has the other part in this proposal.</summary>
    public async Task<ProposalAct?> Note(
        DbContext db, Operator person, ProposalActKind kind, (string Reason, DateTimeOffset At) why, CancellationToken ct)
    {
        var part = kind is ProposalActKind.Made or ProposalActKind.Edited or ProposalActKind.Withdrawn ? "Author" : "Checker";
        await db.Execute(
            "INSERT INTO proposal_people (proposal_id, person_id, part) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
            ct, Id, person.Id, part);
        var parts = await db.Query(
            "SELECT part FROM proposal_people WHERE proposal_id = $1 AND person_id = $2", r => r.GetString(0), ct, Id, person.Id);
        if (parts.Single() != part) return null;
        var act = new ProposalAct(
            Acts.Count + 1, kind, person.Id, person.Name, why.Reason, Hash,
            why.At.AddTicks(-(why.At.Ticks % TimeSpan.TicksPerMicrosecond)));
        await db.Execute(
            """
            INSERT INTO proposal_acts (proposal_id, no, act, part, person_id, person_name, reason, payload_hash, at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            ct, Id, act.No, kind.ToString(), part, person.Id, person.Name, why.Reason, PayloadHash, act.At.UtcDateTime);
        return act;
    }

    /// <summary>The open ones that can still be approved, the oldest first.</summary>
    public static Task<List<ProposalLine>> Open(DbContext db, DateTimeOffset now, int atMost, CancellationToken ct) => db.Query(
        """
        SELECT p.id, p.kind, p.subject, p.payload_hash, p.made_at, p.expires_at, first.person_name, last.no, last.act
        FROM proposals p JOIN proposal_acts first ON first.proposal_id = p.id AND first.no = 1
            CROSS JOIN LATERAL (SELECT no, act FROM proposal_acts a WHERE a.proposal_id = p.id ORDER BY no DESC LIMIT 1) last
        WHERE p.state = 'Open' AND p.expires_at > $1 ORDER BY p.made_at, p.id LIMIT $2
        """,
        r => new ProposalLine(
            r.GetGuid(0), r.GetString(1), r.GetString(2), Convert.ToHexStringLower(r.GetFieldValue<byte[]>(3)), Time(r, 4),
            (long)(now - Time(r, 4)).TotalSeconds, Time(r, 5), r.GetString(6), r.GetInt32(7), Enum.Parse<ProposalActKind>(r.GetString(8))),
        ct, now.UtcDateTime, atMost);

    /// <summary>Ends an open one of this kind and subject that nobody approved in time; its id.</summary>
    public static async Task<Guid?> Expire(DbContext db, string kind, string subject, DateTimeOffset now, CancellationToken ct)
    {
        var ids = await db.Query("""
            UPDATE proposals SET state = 'Expired', changed_at = $3 WHERE kind = $1 AND subject = $2 AND state = 'Open' AND expires_at <= $3
            RETURNING id
            """, r => r.GetGuid(0), ct, kind, subject, now.UtcDateTime);
        return ids is [var id] ? id : null;
    }

    public static async Task<Guid> OpenId(DbContext db, string kind, string subject, CancellationToken ct) => (await db.Query(
        "SELECT id FROM proposals WHERE kind = $1 AND subject = $2 AND state = 'Open'", r => r.GetGuid(0), ct, kind, subject))
        .FirstOrDefault();

    private static Task<List<ProposalAct>> ActsOf(DbContext db, Guid id, CancellationToken ct) => db.Query(
        "SELECT no, act, person_id, person_name, reason, payload_hash, at FROM proposal_acts WHERE proposal_id = $1 ORDER BY no",
        r => new ProposalAct(
            r.GetInt32(0), Enum.Parse<ProposalActKind>(r.GetString(1)), r.GetGuid(2), r.GetString(3), r.GetString(4),
            Convert.ToHexStringLower(r.GetFieldValue<byte[]>(5)), Time(r, 6)),
        ct, id);

    private static ProposalRow Read(DbDataReader r) => new(
        r.GetGuid(0), r.GetString(1), r.GetString(2), r.GetString(3), r.GetFieldValue<byte[]>(4), Enum.Parse<ProposalState>(r.GetString(5)),
        Time(r, 6), Time(r, 7), r.IsDBNull(8) ? null : r.GetString(8));

    private static DateTimeOffset Time(DbDataReader r, int column) => new(r.GetDateTime(column));
}
