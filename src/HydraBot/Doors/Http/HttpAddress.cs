using HydraBot.Hosting.Starting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace HydraBot.Doors.Http;

/// <summary>Where the door listens, once it does: the true port where 0 was asked for.</summary>
internal sealed class HttpAddress(IServer server) : IReadyAddress
{
    public string Name => "API";

    public string? Url => server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
}
