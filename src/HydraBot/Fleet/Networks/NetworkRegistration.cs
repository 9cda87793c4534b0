using System.Text.Json.Serialization;
using HydraBot.Governance.Approvals;
using HydraBot.Hosting;

namespace HydraBot.Fleet.Networks;

/// <summary>Who reaches whom, and who should.</summary>
internal static class NetworkRegistration
{
    extension(IHostApplicationBuilder builder)
    {
        public IHostApplicationBuilder AddNetworks()
        {
            builder.AddSettings<NetworkOptions, NetworkOptionsValidator>(NetworkOptions.Section, (options, section) => options.Bind(section));
            builder.Services
                .AddSingleton<NetworkEngine>()
                .AddSingleton<NetworkPlanStore>()
                .AddSingleton<NetworkWatch>()
                .AddSingleton<UnfinishedPlans>()
                .AddSingleton<NetworkApplier>()
                .AddHostedService<NetworkRecovery>()
                .AddSingleton<IApprovalPreview, NetworkPreview>();
            return builder.AddOperations<NetworkOperations>(NetworkJson.Default);
        }
    }
}

[JsonSerializable(typeof(NetworkReport))]
[JsonSerializable(typeof(NetworkPreviewReport))]
[JsonSerializable(typeof(NetworkChange))]
internal sealed partial class NetworkJson : JsonSerializerContext;
