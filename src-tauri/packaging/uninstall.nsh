; What Authgauge wrote into the user's registry: the login entry, and the name of its notifications.
!macro NSIS_HOOK_POSTUNINSTALL
  ${If} $UpdateMode <> 1
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "Authgauge"
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run" "Authgauge"
    DeleteRegKey HKCU "Software\Classes\AppUserModelId\org.authgauge.Authgauge"
  ${EndIf}
!macroend
