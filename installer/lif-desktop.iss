; Makes the Windows installer from build\windows, for one person and without administrator rights.
; iscc /DVersion=0.1.0 installer\lif-desktop.iss

#ifndef Version
  #error Give the version: iscc /DVersion=0.1.0 installer\lif-desktop.iss
#endif

[Setup]
AppId={{6E2B5C0E-6B7D-4D0A-9C37-8B1B1C7C5A44}
AppName=LIF Desktop
AppVersion={#Version}
AppPublisher=LIF Desktop contributors
VersionInfoVersion={#Version}
PrivilegesRequired=lowest
DefaultDirName={localappdata}\Programs\LIF Desktop
DisableDirPage=yes
DisableProgramGroupPage=yes
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
SourceDir=..
LicenseFile=LICENSE
OutputDir=dist
OutputBaseFilename=lif-desktop-{#Version}-setup
Compression=lzma2
SolidCompression=yes
WizardStyle=modern
ChangesAssociations=yes
CloseApplications=yes
RestartApplications=no
UninstallDisplayName=LIF Desktop

[Languages]
Name: "english"; MessagesFile: "compiler:Default.isl"

[Tasks]
Name: "desktopicon"; Description: "Put LIF Desktop on the desktop"; Flags: unchecked

[InstallDelete]
; Libraries of an earlier version must not lie beside those of this one.
Type: filesandordirs; Name: "{app}\libraries"
Type: filesandordirs; Name: "{app}\python"

[Files]
Source: "build\windows\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{userprograms}\LIF Desktop"; Filename: "{app}\python\pythonw.exe"; Parameters: "-m lif_desktop.app"; WorkingDir: "{userdocs}"; AppUserModelID: "LIFDesktop.LIFDesktop"
Name: "{userdesktop}\LIF Desktop"; Filename: "{app}\python\pythonw.exe"; Parameters: "-m lif_desktop.app"; WorkingDir: "{userdocs}"; AppUserModelID: "LIFDesktop.LIFDesktop"; Tasks: desktopicon

[Registry]
Root: HKCU; Subkey: "Software\Classes\.lif"; ValueType: string; ValueData: "LIFDesktop.Office"; Flags: uninsdeletevalue
Root: HKCU; Subkey: "Software\Classes\LIFDesktop.Office"; ValueType: string; ValueData: "LIF Desktop office"; Flags: uninsdeletekey
Root: HKCU; Subkey: "Software\Classes\LIFDesktop.Office\shell\open\command"; ValueType: string; ValueData: """{app}\python\pythonw.exe"" -m lif_desktop.app ""%1"""

[Run]
; Compiled once here, so that the first start is as quick as the others.
Filename: "{app}\python\python.exe"; Parameters: "-m compileall -q ""{app}\libraries"""; StatusMsg: "Preparing the first start..."; Flags: runhidden
Filename: "{app}\python\pythonw.exe"; Parameters: "-m lif_desktop.app"; Description: "Start LIF Desktop"; Flags: postinstall nowait skipifsilent

[UninstallDelete]
; Only what was made beside the program. Office files and their backups lie elsewhere and stay.
Type: filesandordirs; Name: "{app}\libraries"
Type: filesandordirs; Name: "{app}\python"
