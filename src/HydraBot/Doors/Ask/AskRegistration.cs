using HydraBot.Inference.Chat;

namespace HydraBot.Doors.Ask;

/// <summary>The Ask door: what a model may reach for while it talks with a person.</summary>
internal static class AskRegistration
{
    extension(IHostApplicationBuilder builder)
    {
        public IHostApplicationBuilder AddAskDoor()
        {
            builder.Services.AddSingleton<IChatTools, AskDoor>();
            return builder;
        }
    }
}
