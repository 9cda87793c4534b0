using System.Text.Json;
using HydraBot.Law.Stored;
using HydraBot.Storage;

namespace HydraBot.Improvement.Speed;

/// <summary>What searches found, until somebody puts it in force.</summary>
internal sealed class SpeedStore(Database database, TimeProvider time)
{
    public async Task AddAsync(SpeedFinding finding, CancellationToken cancellationToken) => await database.WriteAsync(Durability.Process, session => session.ExecuteAsync(
        "INSERT INTO inference_tunings (id, at, endpoint, finding) VALUES (@id, @at, @endpoint, @finding)",
        ("id", StoredId.Of(finding.Id)), ("at", StoredTime.Of(time.GetUtcNow())), ("endpoint", finding.Endpoint), ("finding", JsonSerializer.Serialize(finding, ImprovementJson.Default.SpeedFinding))), cancellationToken);

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<SpeedFinding>> ListAsync(int limit, CancellationToken cancellationToken) => await database.ReadAsync(
        session => session.ListAsync("SELECT finding FROM inference_tunings ORDER BY at DESC, id DESC LIMIT @limit", row => JsonSerializer.Deserialize(row.GetString(0), ImprovementJson.Default.SpeedFinding)!, ("limit", (long)limit)), cancellationToken);

    public async Task<SpeedFinding?> FindAsync(Guid id, CancellationToken cancellationToken) => await database.ReadAsync(
        session => session.FirstAsync("SELECT finding FROM inference_tunings WHERE id = @id", row => JsonSerializer.Deserialize(row.GetString(0), ImprovementJson.Default.SpeedFinding), ("id", StoredId.Of(id))), cancellationToken);
}
