using System.Globalization;
using HydraBot.Governance;
using HydraBot.Storage;

namespace HydraBot.Voice.Privacy;

/// <summary>Members who are not to be listened to, over restarts. Nothing else about voices is stored.</summary>
internal sealed class OptOuts(Database database, TimeProvider time)
{
    private volatile HashSet<ulong> _known = [];

    /// <summary>As it was read last: asked fifty times a second a member.</summary>
    public bool Contains(ulong memberId) => _known.Contains(memberId);

    public int Count => _known.Count;

    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        var ids = await database.ReadAsync(session => session.ListAsync("SELECT member_id FROM voice_optouts", row => row.GetString(0)), cancellationToken);
        _known = [.. ids.Select(id => ulong.Parse(id, CultureInfo.InvariantCulture))];
    }

    public async Task SetAsync(Clearance clearance, bool isOut, CancellationToken cancellationToken)
    {
        await database.WriteAsync(
            Durability.Process,
            session => isOut
                ? session.ExecuteAsync(
                    "INSERT INTO voice_optouts (member_id, since) VALUES (@id, @now) ON CONFLICT (member_id) DO NOTHING",
                    ("id", clearance.Caller.Id), ("now", time.GetUtcNow().ToUnixTimeMilliseconds()))
                : session.ExecuteAsync("DELETE FROM voice_optouts WHERE member_id = @id", ("id", clearance.Caller.Id)),
            cancellationToken);
        await LoadAsync(cancellationToken);
    }
}
