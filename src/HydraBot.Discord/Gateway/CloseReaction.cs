namespace HydraBot.Discord.Gateway;

/// <summary>What to do after the gateway closed the connection.</summary>
internal enum CloseReaction
{
    Resume,
    Identify,
    Stop,
}
