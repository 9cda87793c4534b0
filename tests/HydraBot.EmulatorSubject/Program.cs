using HydraBot.DiscordEmulator;
using Microsoft.Extensions.Logging.Abstractions;

// The only argument is the folder of the world. It says where it is and who its bot is, and ends when its input does.
var options = new DiscordEmulatorOptions { Url = new Uri("http://127.0.0.1:0"), StoragePath = args[0] };
await using var discord = await EmulatedDiscord.StartAsync(options, NullLoggerFactory.Instance, TimeProvider.System, CancellationToken.None);
Console.WriteLine($"{discord.Url} {discord.BotToken} {discord.ApplicationId} {discord.GuildId}");
await Console.In.ReadToEndAsync();
