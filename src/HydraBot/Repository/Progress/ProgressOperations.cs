using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text;
using System.Text.Json;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Repository.Git;

namespace HydraBot.Repository.Progress;

/// <summary>The owner's list of what is to come, and the bot's own word on how it stands, kept as files of the repository.</summary>
internal sealed class ProgressOperations(GitProgram git, StateWriter state)
{
    private const string Roadmap = "ROADMAP.md";
    private const long LongestRoadmap = 1024 * 1024;

    [Operation("repository.roadmap")]
    [Description("Shows the items of ROADMAP.md, done and open")]
    public async Task<OperationResult<RoadmapList>> RoadmapAsync(CancellationToken cancellationToken)
    {
        var items = RoadmapFile.Read(await ReadAsync(cancellationToken));
        return OperationResult.Of(new RoadmapList(items), new Card
        {
            Title = $"{items.Count(item => item.Done)} of {items.Count} are done",
            Text = string.Join('\n', items.Take(40).Select(item => $"{(item.Done ? "☑" : "☐")} {item.Text}")),
        });
    }

    [Operation("repository.tick", Access = AccessLevel.Operator, Effect = OperationEffect.Change)]
    [Description("Ticks an item of ROADMAP.md; a commit is made apart")]
    public async Task<OperationResult<RoadmapItem>> TickAsync(
        [Description("The item, or words of it that no other has"), MinLength(1), MaxLength(400)] string item, Clearance clearance, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        var text = await ReadAsync(cancellationToken);
        if (RoadmapFile.Tick(text, item) is not { } ticked)
        {
            var open = RoadmapFile.Read(text).Where(one => !one.Done).Select(one => one.Text).Take(10);
            throw OperationException.WrongArgument($"'{item}' is not one open item of {Roadmap}. Open are: {string.Join("; ", open)}.");
        }

        await StateWriter.WriteAsync(git.Folder, Roadmap, Encoding.UTF8.GetBytes(ticked), cancellationToken);
        return OperationResult.Of(new RoadmapItem(item, true), new Card { Title = "Ticked", Severity = CardSeverity.Good, Text = $"☑ {item}" });
    }

    [Operation("repository.state", Access = AccessLevel.Operator, Effect = OperationEffect.Change)]
    [Description("Writes STATE.json: capabilities, versions and health of the bot")]
    public async Task<OperationResult<HouseState>> StateAsync(Clearance clearance, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        var now = await state.GatherAsync(cancellationToken);
        await StateWriter.WriteAsync(git.Folder, StateWriter.FileName, JsonSerializer.SerializeToUtf8Bytes(now, StateJson.Default.HouseState), cancellationToken);
        return OperationResult.Of(now, new Card { Title = $"{StateWriter.FileName} is written", Severity = CardSeverity.Good, Text = $"{now.Capabilities.Count} operations, {now.Health.Status}." });
    }

    private async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        var file = new FileInfo(Path.Combine(git.Folder, Roadmap));
        if (!file.Exists || file.LinkTarget is not null)
            throw new OperationException($"The repository has no {Roadmap}.");
        if (file.Length > LongestRoadmap)
            throw new OperationException($"{Roadmap} is larger than 1 MiB.");
        return await File.ReadAllTextAsync(file.FullName, cancellationToken);
    }
}

/// <summary>All items.</summary>
internal sealed record RoadmapList(IReadOnlyList<RoadmapItem> Items);
