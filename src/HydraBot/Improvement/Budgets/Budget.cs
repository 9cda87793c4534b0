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

    private BudgetOptions Limits => options.Value.Budget;

    /// <summary>
    /// What an answer of a model costs: the price of its endpoint or of the settings, and where neither is set it is a model of one's own, which keeps a
    /// graphics card busy for as long as it was waited for. That is a little too much when it stood in a queue, never too little.
    /// </summary>
    /// <param name="milliseconds">From the question to the last word.</param>
    /// <param name="tokens">Read and written.</param>
    /// <param name="charged">By the endpoint's own price; 0 where it has none.</param>
    public Cost OfAnswer(double milliseconds, long tokens, decimal charged)
    {
        var money = charged > 0 ? (double)charged : tokens * Limits.PricePerMillionTokens / 1_000_000;
        return new Cost(0, tokens, money, money > 0 ? 0 : milliseconds / 1000);
    }

    /// <summary>Begins something that costs: it is counted while it goes on, and written down however it ends.</summary>
    /// <exception cref="OperationException">The budget of the day is used up, or the emergency stop is pulled.</exception>
    public async Task<SpendingMeter> BeginAsync(string what, CancellationToken cancellationToken)
    {
        var before = await SpentAsync(cancellationToken);
        var meter = new SpendingMeter(this, what, before, time);
        meter.Require();
        return meter;
    }

    public async Task SpendAsync(string what, Cost cost, CancellationToken cancellationToken) => await database.WriteAsync(
        Durability.Process,
        session => session.ExecuteAsync(
            "INSERT INTO improvement_spending (at, what, seconds, tokens, money, gpu_seconds) VALUES (@at, @what, @seconds, @tokens, @money, @gpu)",
            ("at", StoredTime.Of(time.GetUtcNow())), ("what", what), ("seconds", cost.Seconds), ("tokens", cost.Tokens), ("money", cost.Money), ("gpu", cost.GpuSeconds)),
        cancellationToken);

    /// <summary>Of the last 24 hours.</summary>
    public async Task<Cost> SpentAsync(CancellationToken cancellationToken) => await database.ReadAsync(
        session => session.FirstAsync(
            """
            SELECT COALESCE(SUM(seconds), 0.0), CAST(COALESCE(SUM(tokens), 0) AS BIGINT), COALESCE(SUM(money), 0.0), COALESCE(SUM(gpu_seconds), 0.0)
            FROM improvement_spending WHERE at >= @since
            """,
            row => new Cost(row.GetDouble(0), row.GetInt64(1), row.GetDouble(2), row.GetDouble(3)), ("since", StoredTime.Of(time.GetUtcNow() - Day))),
        cancellationToken) ?? Cost.None;

    /// <summary>Why nothing more may be tried now, for people; null when it may.</summary>
    public async Task<string?> ExhaustedAsync(CancellationToken cancellationToken) => Exhausted(await SpentAsync(cancellationToken));

    /// <summary>The same of what is known to be spent.</summary>
    public string? Exhausted(Cost spent)
    {
        if (stop.IsStopped)
            return "The emergency stop is pulled.";
        return spent switch
        {
            _ when spent.Seconds >= Limits.HoursPerDay * 3600 => Say($"{spent.Seconds / 3600:0.0} of {Limits.HoursPerDay} hours of the day are used up (Improvement:Budget:HoursPerDay)."),
            _ when spent.GpuSeconds > 0 && spent.GpuSeconds >= Limits.GpuHoursPerDay * 3600 => Say($"{spent.GpuSeconds / 3600:0.00} of {Limits.GpuHoursPerDay} hours of graphics cards of the day are used up (Improvement:Budget:GpuHoursPerDay)."),
            _ when spent.Tokens > 0 && spent.Tokens >= Limits.TokensPerDay => Say($"{spent.Tokens} of {Limits.TokensPerDay} tokens of the day are used up (Improvement:Budget:TokensPerDay)."),
            _ when spent.Money > 0 && spent.Money >= Limits.MoneyPerDay => Say($"{spent.Money:0.00} of {Limits.MoneyPerDay:0.00} of the day's money are used up (Improvement:Budget:MoneyPerDay)."),
            _ => null,
        };
    }

    /// <exception cref="OperationException">The budget of the day is used up, or the emergency stop is pulled.</exception>
    public async Task RequireAsync(CancellationToken cancellationToken) => Require(await SpentAsync(cancellationToken));

    /// <exception cref="OperationException">With this spent, the budget of the day is used up, or the emergency stop is pulled.</exception>
    public void Require(Cost spent)
    {
        if (Exhausted(spent) is { } why)
            throw new OperationException($"{why} Nothing more is tried until then.");
    }

    /// <summary>True in the hours in which the house does not work on itself of its own accord.</summary>
    public bool IsQuiet => options.Value.Quiet(TimeOnly.FromDateTime(time.GetUtcNow().UtcDateTime));

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
