using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace HydraBot.DiscordEmulator.World;

/// <summary>Makes secrets of the shape that Discord's have.</summary>
internal static class Tokens
{
    private const int SecretBytes = 27;

    /// <summary>User id, a stamp, a secret: three parts with dots, as libraries expect of a login token.</summary>
    public static string ForLogin(Snowflake userId)
    {
        var owner = Base64Url.EncodeToString(Encoding.ASCII.GetBytes(userId.ToString()));
        return $"{owner}.{Random(4)}.{Random(SecretBytes)}";
    }

    /// <summary>The continuation token of an interaction.</summary>
    public static string ForInteraction(Snowflake interactionId) =>
        Base64Url.EncodeToString(Encoding.ASCII.GetBytes($"interaction:{interactionId}:")) + Random(64);

    public static string ForSession() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>An application's public key, which nobody uses here.</summary>
    public static string ForVerification() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    private static string Random(int bytes) => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(bytes));
}
