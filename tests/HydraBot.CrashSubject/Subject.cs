using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using HydraBot.Governance;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Journal;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using HydraBot.Hosting.Secrets;
using HydraBot.Law;
using HydraBot.Law.Stored;
using HydraBot.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HydraBot.CrashSubject;

/// <summary>A house of storage and law alone.</summary>
public static class Subject
{
    /// <summary>What the house obeys: reading and changing are free, an effect takes one Operator, a pair takes two Owners.</summary>
    public const string Law = """
        version: test
        articles:
          - { id: free, title: Free, text: Free., rules: [{ effects: [read, change], except: emergency.resume, decision: allow }] }
          - id: asked
            title: Asked
            text: Asked.
            rules:
              - { effects: disrupt, decision: approve, approvers: { access: operator, asker: true, expires: "01:00:00" } }
              - { effects: destroy, decision: approve, approvers: { access: owner, count: 2, asker: true, expires: "01:00:00" } }
              - { operations: emergency.resume, decision: approve, approvers: { access: owner, asker: true } }
        """;

    public static Caller Owner { get; } = new(CallerKind.Member, "1", "owner", AccessLevel.Owner);

    /// <summary>Builds it from settings such as <c>Storage:Path</c>; further services are registered first.</summary>
    public static IHost Build(
        IReadOnlyDictionary<string, string?> settings, string effects, string? crashAt, Action<IServiceCollection>? configure = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Logging.SetMinimumLevel(LogLevel.None);
        configure?.Invoke(builder.Services);
        builder.Services.AddSingleton(new EffectFile(effects)).AddSingleton(new CrashPoints(crashAt));
        builder.AddSecretMask().AddStorage().AddLaw();
        builder.AddOperations<SubjectOperations>(new DefaultJsonTypeInfoResolver()).AddOperationCatalog();
        if (crashAt is not null)
        {
            builder.Services
                .AddSingleton<OperationJournal>()
                .AddSingleton<ApprovalStore>()
                .AddSingleton<IOperationJournal>(services =>
                    new CrashingJournal(services.GetRequiredService<OperationJournal>(), services.GetRequiredService<CrashPoints>()))
                .AddSingleton<IApprovalStore>(services =>
                    new CrashingApprovals(services.GetRequiredService<ApprovalStore>(), services.GetRequiredService<CrashPoints>()));
        }

        return builder.Build();
    }

    /// <summary>Takes one request down the road.</summary>
    public static Task<OperationOutcome> AskAsync(
        IServiceProvider house, string operation, string? text, Caller? caller = null, IProgress<OperationProgress>? progress = null) =>
        house.GetRequiredService<GovernedExecutor>().ExecuteAsync(
            OperationRequest.Create(
                operation,
                JsonSerializer.SerializeToElement(text is null ? new Dictionary<string, string>() : new() { ["text"] = text }),
                caller ?? Owner,
                Door.Chat,
                house.GetRequiredService<TimeProvider>()),
            progress,
            CancellationToken.None);
}
