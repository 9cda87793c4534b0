using System.Text.Json.Serialization;
using HydraBot.Backups.Operations;

namespace HydraBot.Backups;

[JsonSerializable(typeof(BackupList))]
[JsonSerializable(typeof(BackupView))]
[JsonSerializable(typeof(CreatedBackups))]
[JsonSerializable(typeof(PrunedBackups))]
[JsonSerializable(typeof(RestoredBackup))]
internal sealed partial class BackupsJson : JsonSerializerContext;
