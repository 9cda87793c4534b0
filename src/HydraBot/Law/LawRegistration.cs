using HydraBot.Governance;
using HydraBot.Governance.Approvals;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Emergency;
using HydraBot.Governance.Constitution;
using HydraBot.Governance.Journal;
using HydraBot.Governance.Readers;
using HydraBot.Governance.Rules;
using HydraBot.Hosting;
using HydraBot.Hosting.Status;
using HydraBot.Law.Access;
using HydraBot.Law.Approvals;
using HydraBot.Law.Audit;
using HydraBot.Law.Constitution;
using HydraBot.Law.Emergency;
using HydraBot.Law.Evidence;
using HydraBot.Law.Stored;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace HydraBot.Law;

/// <summary>The law: constitution, approvals, audit chain, emergency stop, and the road that obeys them.</summary>
internal static class LawRegistration
{
    extension(IHostApplicationBuilder builder)
    {
        public IHostApplicationBuilder AddLaw()
        {
            builder.AddSettings<ConstitutionOptions, ConstitutionOptionsValidator>(
                "Constitution", (options, section) => options.Bind(section));
            builder.AddSettings<AccessOptions, AccessOptionsValidator>(AccessOptions.Section, (options, section) => options.Bind(section));
            builder.AddSettings<ApprovalOptions, ApprovalOptionsValidator>(ApprovalOptions.Section, (options, section) => options.Bind(section));
            builder.AddSettings<AuditOptions, AuditOptionsValidator>(AuditOptions.Section, (options, section) => options.Bind(section));
            builder.Services.TryAddSingleton(TimeProvider.System);
            builder.Services.TryAddSingleton<ApplicationPaths>();
            builder.Services
                .AddSingleton<AdoptedLaw>()
                .AddSingleton(services => services.GetRequiredService<AdoptedLaw>().InForce)
                .AddSingleton<IActExplainer, AdoptionExplainer>()
                .AddSingleton<IFileLinks, FileLinks>()
                .AddSingleton<IBackupEvidence, BackupEvidence>()
                .AddSingleton<HousePlaces>()
                .AddSingleton(services => new ActReader(
                    services.GetRequiredService<HousePlaces>().Places, services.GetRequiredService<IFileLinks>(), services.GetRequiredService<SecretMask>()))
                .AddSingleton<LawJudge>()
                .AddSingleton<AuditLog>()
                .AddSingleton<IAuditLog>(services => services.GetRequiredService<AuditLog>())
                .AddSingleton<SealedSegments>()
                .AddSingleton<CheckpointKey>()
                .AddSingleton<CheckpointStore>()
                .AddSingleton<CheckpointWriter>()
                .AddSingleton<AuditSearch>()
                .AddSingleton<AuditProof>()
                .AddSingleton<AuditSealer>()
                .AddSingleton<AuditExport>()
                .AddSingleton<AuditFile>()
                .AddSingleton<AuditVerbs>()
                .AddSingleton<IOperationJournal, OperationJournal>()
                .AddSingleton<IApprovalStore, ApprovalStore>()
                .AddSingleton<IEmergencyStopStore, EmergencyStopStore>()
                .AddSingleton<AuditScribe>()
                .AddSingleton<EmergencyStop>()
                .AddSingleton(services => services.GetRequiredService<IOptions<AccessOptions>>().Value.Overrides())
                .AddSingleton(services => new PaceLimits(
                    services.GetRequiredService<TimeProvider>(), services.GetRequiredService<IOptions<AccessOptions>>().Value.LimitsInForce()))
                .AddSingleton(services => services.GetRequiredService<IOptions<ApprovalOptions>>().Value.QuietHours.ToDelegation())
                .AddSingleton<ApprovalDesk>()
                .AddSingleton<RoadTelemetry>()
                .AddSingleton<GovernedExecutor>()
                .AddSingleton<Recovery>()
                .AddHostedService<LawStart>()
                .AddHostedService<CheckpointWork>()
                .AddHostedService<PendingLawNotice>()
                .AddHostedService<ApprovalRunner>();

            return builder
                .AddStatusSource<LawStatus>()
                .AddHealth<LawHealth>("audit")
                .AddOperations<ApprovalOperations>(LawJson.Default)
                .AddOperations<AuditOperations>(LawJson.Default)
                .AddOperations<WitnessOperations>(LawJson.Default)
                .AddOperations<ConstitutionOperations>(LawJson.Default)
                .AddOperations<AdoptionOperations>(LawJson.Default)
                .AddOperations<EmergencyOperations>(LawJson.Default)
                .AddSuggestions<ArticleSuggestions>();
        }
    }
}
