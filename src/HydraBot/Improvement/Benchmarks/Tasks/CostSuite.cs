using HydraBot.Governance;
using HydraBot.Hosting.Tuning;
using HydraBot.Improvement.Benchmarks.Models;
using HydraBot.Improvement.Budgets;

namespace HydraBot.Improvement.Benchmarks.Tasks;

/// <summary>What a solved task costs in tokens and money.</summary>
internal sealed class CostSuite(IModelBench models, Budget budget) : IBenchmarkSuite
{
    /// <summary>A task that takes this many tokens scores one half.</summary>
    private const double HalfWay = 1000;

    public string Name => "cost";

    public string Title => "Cost: tokens and money of a task, 0 for one that is not solved";

    public string Unit => "tokens";

    public int Standard => 12;

    public bool IsGuard => false;

    public Task<string?> MissingAsync(CancellationToken cancellationToken) => models.MissingAsync(cancellationToken);

    public Task<IReadOnlyList<BenchmarkItem>> ItemsAsync(ItemSource source, int count, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<BenchmarkItem>>([.. TaskMaker.Make(source, count)]);

    public async Task<Measurement> MeasureAsync(BenchmarkItem item, TuningSnapshot tuned, Clearance clearance, CancellationToken cancellationToken)
    {
        var task = (TaskItem)item;
        var trial = await models.AskAsync(clearance, tuned, task.Question, null, cancellationToken);
        var solved = trial.Trouble is null && task.Solves(trial.Text);
        return new Measurement(solved ? 1 / (1 + (trial.Tokens / HalfWay)) : 0, trial.Tokens, trial.Milliseconds, trial.Tokens, solved ? null : "not solved")
        {
            Parts = new Dictionary<string, double> { ["money"] = budget.CostOf(TimeSpan.Zero, trial.Tokens).Money },
        };
    }
}
