using HydraBot.Governance;
using HydraBot.Hosting.Tuning;
using HydraBot.Improvement.Benchmarks.Models;

namespace HydraBot.Improvement.Benchmarks.Tasks;

/// <summary>What a solved task costs in tokens, money and time of graphics cards.</summary>
internal sealed class CostSuite(IModelBench models) : IBenchmarkSuite
{
    /// <summary>A task that takes this many tokens scores one half.</summary>
    private const double HalfWay = 1000;

    public string Name => "cost";

    public string Title => "Cost: tokens, money and GPU time of a task, 0 for one that is not solved";

    public string Unit => "tokens";

    public int Standard => 12;

    public bool IsGuard => false;

    public Task<string?> MissingAsync(CancellationToken cancellationToken) => models.MissingAsync(cancellationToken);

    public Task<IReadOnlyList<BenchmarkItem>> ItemsAsync(ItemSource source, int count, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<BenchmarkItem>>([.. TaskMaker.Make(source, count)]);

    public async Task<Measurement> MeasureAsync(BenchmarkItem item, TuningSnapshot tuned, Clearance clearance, CancellationToken cancellationToken)
    {
        var task = (TaskItem)item;
        var trial = await models.AskAsync(clearance, tuned, task.Question, task.Tools, patience: null, cancellationToken);
        var solved = trial.Trouble is null && task.Solves(trial.Text);
        return new Measurement(solved ? 1 / (1 + (trial.Tokens / HalfWay)) : 0, trial.Tokens, trial.Milliseconds, solved ? null : "not solved")
        {
            Cost = trial.Cost,
            Parts = new Dictionary<string, double> { ["money"] = trial.Cost.Money, ["gpu s"] = Math.Round(trial.Cost.GpuSeconds, 3) },
        };
    }
}
