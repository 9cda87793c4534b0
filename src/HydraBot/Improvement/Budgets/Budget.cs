using System.Globalization;
using HydraBot.Governance.Emergency;
using HydraBot.Governance.Operations;
using HydraBot.Improvement.Proposals;
using HydraBot.Law.Stored;
using HydraBot.Storage;
using Microsoft.Extensions.Options;

namespace HydraBot.Improvement.Budgets;

/// <summary>What improving itself may cost in a day, and what it has cost. Counted in the database, so that a restart forgets nothing.</summary>
internal sealed class Budget(Database database, EmergencyStop stop, IOptions<ImprovementOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>What this much of machine and model costs.</summary>
    public Cost CostOf(TimeSpan took, long tokens) => new(Math.Round(took.TotalSeconds, 3), tokens, tokens * options.Value.Budget.PricePerMillionTokens / 1_000_000);

    public async Task SpendAsync(string what, Cost cost, CancellationToken cancellationToken) => await database.WriteAsync(
        Durability.Process,
        session => session.ExecuteAsync(
            "INSERT INTO improvement_spending (at, what, seconds, tokens, money) VALUES (@at, @what, @seconds, @tokens, @money)",
            ("at", StoredTime.Of(time.GetUtcNow())), ("what", what), ("seconds", cost.Seconds), ("tokens", cost.Tokens), ("money", cost.Money)),
        cancellationToken);

    /// <summary>Of the last 24 hours.</summary>
    public async Task<Cost> SpentAsync(CancellationToken cancellationToken) => await database.ReadAsync(
        session => session.FirstAsync(
            "SELECT COALESCE(SUM(seconds), 0.0), CAST(COALESCE(SUM(tokens), 0) AS BIGINT), COALESCE(SUM(money), 0.0) FROM improvement_spending WHERE at >= @since",
            row => new Cost(row.GetDouble(0), row.GetInt64(1), row.GetDouble(2)), ("since", StoredTime.Of(time.GetUtcNow() - Day))),
        cancellationToken) ?? Cost.None;

    /// <summary>Why nothing more may be tried now, for people; null when it may.</summary>
    public async Task<string?> ExhaustedAsync(CancellationToken cancellationToken)
    {
        if (stop.IsStopped)
            return "The emergency stop is pulled.";
        var (limits, spent) = (options.Value.Budget, await SpentAsync(cancellationToken));
        return spent switch
        {
            _ when spent.Seconds >= limits.HoursPerDay * 3600 => Say($"{spent.Seconds / 3600:0.0} of {limits.HoursPerDay} hours of the day are used up (Improvement:Budget:HoursPerDay)."),
            _ when spent.Tokens > 0 && spent.Tokens >= limits.TokensPerDay => Say($"{spent.Tokens} of {limits.TokensPerDay} tokens of the day are used up (Improvement:Budget:TokensPerDay)."),
            _ when spent.Money > 0 && spent.Money >= limits.MoneyPerDay => Say($"{spent.Money:0.00} of {limits.MoneyPerDay:0.00} of the day's money are used up (Improvement:Budget:MoneyPerDay)."),
            _ => null,
        };
    }

    /// <exception cref="OperationException">The budget of the day is used up, or the emergency stop is pulled.</exception>
    public async Task RequireAsync(CancellationToken cancellationToken)
    {
        if (await ExhaustedAsync(cancellationToken) is { } why)
            throw new OperationException($"{why} Nothing more is tried until then.");
    }

    /// <summary>True in the hours in which the house does not work on itself of its own accord.</summary>
    public bool IsQuiet => options.Value.Quiet(TimeOnly.FromDateTime(time.GetUtcNow().UtcDateTime));

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
