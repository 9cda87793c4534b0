using HydraBot.Governance.Operations;
using HydraBot.Improvement.Proposals;

namespace HydraBot.Improvement.Budgets;

/// <summary>Counts what one piece of work costs while it goes on, and writes it down however the work ends: what was cut off has cost something too.</summary>
/// <param name="budget">Whose.</param>
/// <param name="what">For the books.</param>
/// <param name="before">What the day had cost when it began.</param>
/// <param name="time">The clock.</param>
internal sealed class SpendingMeter(Budget budget, string what, Cost before, TimeProvider time) : IAsyncDisposable
{
    private readonly long _began = time.GetTimestamp();
    private Cost _answers = Cost.None;

    /// <summary>Of this work, until now.</summary>
    public Cost Spent => _answers with { Seconds = Math.Round(time.GetElapsedTime(_began).TotalSeconds, 3) };

    public void Add(Cost answer) => _answers = _answers.Plus(answer);

    /// <summary>Between two things that cost.</summary>
    /// <exception cref="OperationException">The budget of the day is used up by now, or the emergency stop is pulled.</exception>
    public void Require() => budget.Require(before.Plus(Spent));

    public async ValueTask DisposeAsync() => await budget.SpendAsync(what, Spent, CancellationToken.None);
}
