using HydraBot.Fleet.Engine;

namespace HydraBot.Fleet.Restarting;

/// <summary>A container that was restarted and is well.</summary>
/// <param name="Container">Its name.</param>
/// <param name="Id">Its id.</param>
/// <param name="Health">What its healthcheck says; none when it has none.</param>
/// <param name="Seconds">From the request to being well.</param>
internal sealed record RestartedContainer(string Container, string Id, ContainerHealth Health, double Seconds);
