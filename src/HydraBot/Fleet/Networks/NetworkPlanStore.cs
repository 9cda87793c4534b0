using System.Text.Json;
using System.Text.Json.Serialization;
using HydraBot.Governance.Operations;
using HydraBot.Storage;

namespace HydraBot.Fleet.Networks;

/// <summary>What became of a plan.</summary>
internal enum PlanState
{
    Shown,

    /// <summary>Its steps are under way, or were when HydraBot ended.</summary>
    Begun,
    Applied,
    Undone,
}

/// <summary>A plan that people were shown.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Steps">In order.</param>
/// <param name="State">What became of it.</param>
/// <param name="Begun">How many steps were begun.</param>
internal sealed record StoredPlan(long Number, IReadOnlyList<NetworkStep> Steps, PlanState State, int Begun);

/// <summary>Plans: those that were only shown for a day, those that were applied for as long as they may be taken back, those that were cut off until somebody ends them.</summary>
internal sealed class NetworkPlanStore(Database database, TimeProvider time)
{
    private const string Table = "fleet_network_plans";

    private static readonly TimeSpan ShownFor = TimeSpan.FromDays(1), KeptFor = TimeSpan.FromDays(90);

    public async Task<long> AddAsync(IReadOnlyList<NetworkStep> steps, CancellationToken cancellationToken) => await database.WriteAsync(Durability.Process, async session =>
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        await session.ExecuteAsync(
            "DELETE FROM fleet_network_plans WHERE (state = @shown AND made_at < @day) OR (state <> @begun AND made_at < @long)",
            ("shown", PlanState.Shown.ToString()), ("begun", PlanState.Begun.ToString()), ("day", now - (long)ShownFor.TotalMilliseconds), ("long", now - (long)KeptFor.TotalMilliseconds));
        var number = await PlanNumbers.NextAsync(session, Table, now);
        await session.ExecuteAsync(
            "INSERT INTO fleet_network_plans (number, made_at, steps, state, begun) VALUES (@number, @now, @steps, @state, 0)",
            ("number", number), ("now", now), ("steps", Text(steps)), ("state", PlanState.Shown.ToString()));
        return number;
    }, cancellationToken);

    /// <exception cref="OperationException">There is none of that number.</exception>
    public async Task<StoredPlan> FindAsync(long number, CancellationToken cancellationToken)
    {
        var found = await database.ReadAsync(session => session.ListAsync("SELECT number, steps, state, begun FROM fleet_network_plans WHERE number = @number", Read, ("number", number)), cancellationToken);
        return found is [var plan] ? plan : throw OperationException.WrongArgument($"There is no plan {number}: `/network plan` makes a new one.");
    }

    /// <summary>Plans of which nobody knows whether all of them is in force: HydraBot ended while it applied them, or could not take them back.</summary>
    public async Task<IReadOnlyList<StoredPlan>> BegunAsync(CancellationToken cancellationToken) =>
        await database.ReadAsync(session => session.ListAsync("SELECT number, steps, state, begun FROM fleet_network_plans WHERE state = @begun ORDER BY number", Read, ("begun", PlanState.Begun.ToString())), cancellationToken);

    /// <summary>Writes down how far it is, before it goes further: what may have happened can be taken back.</summary>
    public async Task MarkAsync(StoredPlan plan, CancellationToken cancellationToken) => await database.WriteAsync(
        Durability.Disk,
        session => session.ExecuteAsync(
            "UPDATE fleet_network_plans SET steps = @steps, state = @state, begun = @begun WHERE number = @number",
            ("steps", Text(plan.Steps)), ("state", plan.State.ToString()), ("begun", plan.Begun), ("number", plan.Number)),
        cancellationToken);

    private static StoredPlan Read(System.Data.Common.DbDataReader row) =>
        new(row.GetInt64(0), JsonSerializer.Deserialize(row.GetString(1), NetworkWire.Default.IReadOnlyListNetworkStep)!, Enum.Parse<PlanState>(row.GetString(2)), row.GetInt32(3));

    private static string Text(IReadOnlyList<NetworkStep> steps) => JsonSerializer.Serialize(steps, NetworkWire.Default.IReadOnlyListNetworkStep);
}

/// <summary>As it is stored.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(IReadOnlyList<NetworkStep>))]
internal sealed partial class NetworkWire : JsonSerializerContext;
