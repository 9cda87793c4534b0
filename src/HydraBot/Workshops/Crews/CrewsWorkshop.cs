using System.Text.Json;
using System.Text.Json.Nodes;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using HydraBot.Workshops.Calls;
using Microsoft.Extensions.Options;

namespace HydraBot.Workshops.Crews;

/// <summary>Crews behind CrewAI's kickoff API, one an address.</summary>
/// <remarks>https://docs.crewai.com/en/api-reference/introduction</remarks>
internal sealed class CrewsWorkshop : IWorkshop, IDisposable
{
    private const string First = "crew";

    private readonly Dictionary<string, WorkshopLine> _lines;

    public CrewsWorkshop(IOptions<WorkshopsOptions> options)
    {
        var crews = options.Value.Crews;
        _lines = crews.Named.ToDictionary(crew => crew.Key, crew => new WorkshopLine($"Crew {crew.Key}", $"Workshops:Crews:Named:{crew.Key}", crew.Value), StringComparer.OrdinalIgnoreCase);
        _lines.TryAdd(First, new WorkshopLine("Crew", "Workshops:Crews", crews));
    }

    public IReadOnlyList<WorkshopLine> Lines => [.. _lines.Values];

    /// <summary>The crews that were set.</summary>
    public IReadOnlyList<string> Names => [.. _lines.Where(line => line.Value.IsSet).Select(line => line.Key).Order(StringComparer.Ordinal)];

    public void Dispose()
    {
        foreach (var line in _lines.Values)
            line.Dispose();
    }

    public async Task<string> LookAsync(WorkshopLine line, CancellationToken cancellationToken) =>
        Inputs(await line.GetAsync("/inputs", cancellationToken)) is { Count: > 0 } inputs ? $"takes {string.Join(", ", inputs)}" : "takes no inputs";

    /// <exception cref="OperationException">There is none of that name, or it must be said which.</exception>
    public (string Name, WorkshopLine Line) Find(string? wanted)
    {
        var names = Names;
        if (wanted is not null)
            return _lines.TryGetValue(wanted, out var line) && line.IsSet ? (wanted, line) : throw OperationException.WrongArgument($"There is no crew '{wanted}'; there is {(names.Count == 0 ? "none: set Workshops:Crews:Url" : string.Join(", ", names))}.");
        return names switch
        {
            [var only] => (only, _lines[only]),
            [] => (First, _lines[First]),
            _ => throw new OperationException($"There are {names.Count} crews; say which: {string.Join(", ", names)}."),
        };
    }

    public static async Task<IReadOnlyList<string>> InputsAsync(WorkshopLine line, CancellationToken cancellationToken) => Inputs(await line.GetAsync("/inputs", cancellationToken));

    public static async Task<string> KickoffAsync(Clearance clearance, WorkshopLine line, JsonElement inputs, CancellationToken cancellationToken)
    {
        var answer = await line.SendAsync(clearance, HttpMethod.Post, "/kickoff", new JsonObject { ["inputs"] = JsonNode.Parse(inputs.GetRawText()) }, cancellationToken);
        return answer.Text("kickoff_id") ?? answer.Text("id") ?? throw new OperationException($"{line.Name} began without giving an id.");
    }

    /// <summary>How a run stands; older servers have the two words of the address the other way round.</summary>
    public static async Task<CrewState> StatusAsync(WorkshopLine line, string kickoff, CancellationToken cancellationToken)
    {
        var answer = await line.TryGetAsync(WorkshopLine.Path("status", kickoff), cancellationToken);
        if (answer.Status is 404 or 405)
            answer = await line.TryGetAsync(WorkshopLine.Path(kickoff, "status"), cancellationToken);
        if (answer.Status == 404)
            throw new OperationException($"{line.Name} knows no run '{kickoff}'.");
        return CrewState.Of(answer.Good(line).Json(line));
    }

    /// <summary>Gives a crew the feedback that it waits for.</summary>
    public static Task<JsonElement> FeedbackAsync(Clearance clearance, WorkshopLine line, string kickoff, string task, string feedback, bool approves, CancellationToken cancellationToken) =>
        line.SendAsync(clearance, HttpMethod.Post, "/resume", new JsonObject
        {
            ["execution_id"] = kickoff,
            ["task_id"] = task,
            ["human_feedback"] = feedback,
            ["is_approve"] = approves,
        }, cancellationToken);

    private static IReadOnlyList<string> Inputs(JsonElement json) =>
        [.. json.ItemsAt("inputs").Select(input => input.ValueKind == JsonValueKind.Object ? input.Text("name") ?? "" : input.ToString()).Where(name => name.Length > 0).Select(Outside.Clean)];
}
