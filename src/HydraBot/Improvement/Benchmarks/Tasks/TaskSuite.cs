using HydraBot.Governance;
using HydraBot.Hosting.Tuning;
using HydraBot.Improvement.Benchmarks.Models;

namespace HydraBot.Improvement.Benchmarks.Tasks;

/// <summary>Whether tasks are solved, each told by a checker: asked as in a conversation, some with tools that have to be used.</summary>
internal sealed class TaskSuite(IModelBench models) : IBenchmarkSuite
{
    public string Name => "tasks";

    public string Title => "Task completion: the share of tasks that the model solves, told by checkers";

    public string Unit => "ms";

    public int Standard => 30;

    public bool IsGuard => true;

    public Task<string?> MissingAsync(CancellationToken cancellationToken) => models.MissingAsync(cancellationToken);

    public Task<IReadOnlyList<BenchmarkItem>> ItemsAsync(ItemSource source, int count, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<BenchmarkItem>>([.. TaskMaker.Make(source, count)]);

    public async Task<Measurement> MeasureAsync(BenchmarkItem item, TuningSnapshot tuned, Clearance clearance, CancellationToken cancellationToken)
    {
        var task = (TaskItem)item;
        var trial = await models.AskAsync(clearance, tuned, task.Question, task.Tools, patience: null, cancellationToken);
        var solved = trial.Trouble is null && task.Solves(trial.Text);
        return new Measurement(solved ? 1 : 0, trial.Milliseconds, trial.Milliseconds, solved ? null : trial.Trouble ?? $"wrong: {Short(trial.Text)}") { Cost = trial.Cost };
    }

    private static string Short(string text) => text.Length <= 80 ? text : $"{text[..80]}…";
}
