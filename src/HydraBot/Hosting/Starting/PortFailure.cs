using System.Net.Sockets;
using HydraBot.Hosting.Settings;
using Microsoft.AspNetCore.Connections;

namespace HydraBot.Hosting.Starting;

/// <summary>An address at which a server could not listen.</summary>
internal static class PortFailure
{
    /// <summary>True for what Kestrel throws when it cannot listen.</summary>
    public static bool Is(Exception? exception) => exception is SocketException or IOException { InnerException: AddressInUseException };

    /// <summary>The one line: the setting, the address, and what is wrong with it.</summary>
    public static StartException Explain(Exception exception, string setting, string url) => new(exception switch
    {
        IOException => SettingsCheck.Wrong(setting, url, "an address that nothing else listens on: another process has this one"),
        SocketException { SocketErrorCode: SocketError.AccessDenied } => SettingsCheck.Wrong(setting, url, "a port that this user may open, from 1024 up"),
        _ => SettingsCheck.Wrong(setting, url, $"an address of this machine ({exception.Message})"),
    }, exception);
}
