using HydraBot.Hosting;

namespace HydraBot.Help;

/// <summary>What there is to ask for.</summary>
internal static class HelpRegistration
{
    extension(IHostApplicationBuilder builder)
    {
        public IHostApplicationBuilder AddHelp() => builder
            .AddSuggestions<OperationNames>()
            .AddOperations<HelpOperation>(HelpJson.Default);
    }
}
