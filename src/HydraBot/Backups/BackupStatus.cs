using HydraBot.Backups.Shelf;
using HydraBot.Backups.Targets;
using HydraBot.Fleet.Status;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Status;
using Microsoft.Extensions.Options;

namespace HydraBot.Backups;

/// <summary>The backups' section of the status: how old the newest of each target is.</summary>
internal sealed class BackupStatus(BackupShelf shelf, BackupTargets targets, IOptions<BackupOptions> options, TimeProvider time) : IStatusSource
{
    private static readonly TimeSpan Late = TimeSpan.FromHours(36);

    private const int MostNames = 6;

    public string Name => "Backups";

    public int Order => 45;

    public async ValueTask<StatusSection> ReadAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var newest = shelf.List().GroupBy(backup => backup.Manifest.Target).ToDictionary(group => group.Key, group => now - group.Max(backup => backup.Manifest.TakenAt));
        var names = (await targets.AllAsync(cancellationToken)).Select(target => target.Name).ToArray();
        var late = names.Where(name => newest.TryGetValue(name, out var age) && age > Late).ToArray();
        var missing = names.Where(name => !newest.ContainsKey(name)).ToArray();
        var text = newest.Count == 0 ? "None yet." : $"{names.Length - missing.Length} of {names.Length} targets, the newest {Units.Duration(newest.Values.Min())} old.";
        if (missing.Length > 0 && newest.Count > 0)
            text += $"\nNone of {Names(missing)}.";
        // Before the first night nothing is wrong; after it, what is late is.
        var wrong = options.Value.Enabled && late.Length > 0;
        return new StatusSection(wrong ? CardSeverity.Warning : newest.Count == 0 || missing.Length > 0 ? CardSeverity.Neutral : CardSeverity.Good, wrong ? $"{text}\nLate: {Names(late)}." : text)
        {
            Concerns = wrong ? [$"The backup of {Names(late)} is late."] : [],
            Figures = new Dictionary<string, double> { ["targets"] = names.Length, ["late"] = late.Length, ["missing"] = missing.Length },
        };
    }

    private static string Names(string[] names) => string.Join(", ", names.Take(MostNames).Select(name => $"`{name}`")) + (names.Length > MostNames ? $" and {names.Length - MostNames} more" : "");
}
