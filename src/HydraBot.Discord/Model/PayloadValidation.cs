using HydraBot.Discord.Interactions;

namespace HydraBot.Discord.Model;

/// <summary>Refuses what Discord would refuse.</summary>
internal static class PayloadValidation
{
    public static void Check(MessagePayload message) => ArgumentNullException.ThrowIfNull(message);
    public static void Check(Modal modal) => ArgumentNullException.ThrowIfNull(modal);
}
