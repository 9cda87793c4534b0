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

    /// <summary>The continuation token of an interaction; its first part says which one, the second one is the secret.</summary>
    public static string ForInteraction(Snowflake interactionId) =>
        $"{Base64Url.EncodeToString(Encoding.ASCII.GetBytes(interactionId.ToString()))}.{Random(64)}";

    /// <summary>The interaction that a token claims to continue; whether the secret is right is for the caller to see.</summary>
    public static Snowflake? InteractionOf(string token)
    {
        var claim = token.Split('.')[0];
        return Base64Url.IsValid(claim) && Snowflake.TryParse(Encoding.ASCII.GetString(Base64Url.DecodeFromChars(claim)), out var id) ? id : null;
    }

    public static string ForSession() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>An application's public key, which nobody uses here.</summary>
    public static string ForVerification() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    private static string Random(int bytes) => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(bytes));
}
