using System.Text.Json;
using HydraBot.Governance;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Journal;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using HydraBot.Hosting.Secrets;
using HydraBot.Hosting.Tuning;
using HydraBot.Improvement;
using HydraBot.Improvement.Benchmarks;
using HydraBot.Improvement.Proposals;
using HydraBot.Law;
using HydraBot.Sandbox.Engine;
using HydraBot.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HydraBot.CrashSubject;

/// <summary>A house that works on itself, with one dial and one suite that reads it: all else of it is the real thing.</summary>
internal static class ImprovingSubject
{
    public static readonly Tunable Dial = Tunable.Number("subject.dial", "dial", "The higher the better", 0, 0, 1_000_000);

    public static IHost Build(IReadOnlyDictionary<string, string?> settings, int crashAt = 0, bool after = false)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Configuration["Improvement:Search:Enabled"] = "false";
        builder.Configuration["Improvement:Watch:Interval"] = "01:00:00";
        builder.Configuration["Improvement:Budget:HoursPerDay"] = "24";
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.AddSecretMask().AddStorage().AddLaw();
        if (crashAt > 0)
        {
            var inner = builder.Services.Last(service => service.ServiceType == typeof(Database));
            builder.Services.Replace(ServiceDescriptor.Singleton<Database>(services => new CrashingDatabase((Database)inner.ImplementationFactory!(services), crashAt, after)));
        }

        builder.Services.AddSingleton<ApplicationPaths>().AddSingleton<HouseMark>();
        builder.AddImprovement();
        builder.Services.RemoveAll<IBenchmarkSuite>().AddSingleton<IBenchmarkSuite, DialSuite>();
        builder.AddTunables([Dial]).AddOperationCatalog();
        return builder.Build();
    }

    /// <summary>Proposes, tests, deploys and keeps or takes back, again and again; each thing that is promised is told.</summary>
    public static async Task RunAsync(IHost house, TextWriter output)
    {
        var store = house.Services.GetRequiredService<ProposalStore>();
        for (var turn = 0; ; turn++)
        {
            var value = house.Services.GetRequiredService<Tuning>().Current.Number(Dial) + 10 + Random.Shared.Next(9);
            var proposed = await DoneAsync(house, "improvement.propose", $$"""{"kind":"config","title":"turn","description":"up","changes":{"subject.dial":{{value}} } }""");
            await output.WriteLineAsync($"added {proposed.Id:N}");
            // What a former life left approved is deployed beside this one, and may be better by then: that ends this turn.
            if (await TryAsync(house, "improvement.test", proposed) is not { State: ProposalState.Validated })
                continue;
            var approval = ((OperationOutcome.Waiting)await AskAsync(house, "improvement.deploy", $$"""{"proposal":"{{proposed.Id}}"}""")).Approval;
            await house.Services.GetRequiredService<ApprovalDesk>().VoteAsync(approval.Id, Subject.Owner, agrees: true, CancellationToken.None);
            var journal = house.Services.GetRequiredService<IOperationJournal>();
            while ((await journal.FindAsync(approval.Request.Id, CancellationToken.None))!.State is RequestState.AwaitingApproval or RequestState.Approved or RequestState.Running)
                await Task.Yield();
            if ((await store.FindAsync(proposed.Id, CancellationToken.None))!.State != ProposalState.Watched)
                continue;
            await output.WriteLineAsync($"deployed {proposed.Id:N} {value}");
            if (await TryAsync(house, turn % 2 == 0 ? "improvement.keep" : "improvement.rollback", proposed) is { } end)
                await output.WriteLineAsync($"ended {end.Id:N} {end.State}");
        }
    }

    public static Task<OperationOutcome> AskAsync(IHost house, string operation, string arguments) => house.Services.GetRequiredService<GovernedExecutor>().ExecuteAsync(
        OperationRequest.Create(operation, JsonElement.Parse(arguments), Subject.Owner, Door.Chat, TimeProvider.System), null, CancellationToken.None);

    private static async Task<Proposal?> TryAsync(IHost house, string operation, Proposal proposal) =>
        await AskAsync(house, operation, $$"""{"proposal":"{{proposal.Id}}"}""") is OperationOutcome.Done { Result.Value: HydraBot.Improvement.Operations.ProposalView view } ? view.Proposal : null;

    private static async Task<Proposal> DoneAsync(IHost house, string operation, string arguments)
    {
        var outcome = await AskAsync(house, operation, arguments);
        return outcome is OperationOutcome.Done { Result.Value: HydraBot.Improvement.Operations.ProposalView view } ? view.Proposal : throw new InvalidOperationException($"{operation}: {outcome}");
    }

    /// <summary>Measures the dial, and nothing else.</summary>
    private sealed class DialSuite : IBenchmarkSuite
    {
        public string Name => "dial";

        public string Title => "The dial";

        public string Unit => "";

        public int Standard => 20;

        public bool IsGuard => true;

        public Task<string?> MissingAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);

        public Task<IReadOnlyList<BenchmarkItem>> ItemsAsync(ItemSource source, int count, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<BenchmarkItem>>([.. Enumerable.Range(0, count).Select(number => new DialItem($"{number}"))]);

        public Task<Measurement> MeasureAsync(BenchmarkItem item, TuningSnapshot tuned, Clearance clearance, CancellationToken cancellationToken) =>
            Task.FromResult(new Measurement(tuned.Number(Dial) / 1_000_000, tuned.Number(Dial), 0));

        public double Difference(Measurement before, Measurement after) => Math.Sign(after.Value - before.Value);

        private sealed record DialItem(string Id) : BenchmarkItem(Id);
    }
}
